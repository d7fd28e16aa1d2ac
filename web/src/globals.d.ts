declare const __OPERATIONS__: Record<string, { method: string; path: string; open: boolean }>;
declare module 'virtual:theme.css';
