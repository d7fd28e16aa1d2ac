/** How the keys of exports end, and of nothing else that the desk keeps. */
export const exportEnding = '.tar.gz';
