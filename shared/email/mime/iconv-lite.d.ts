type Tables = Readonly<Record<string, string | { readonly chars?: string }>>;

declare module 'iconv-lite/encodings/sbcs-data-generated.js' {
  const tables: Tables;
  export = tables;
}

declare module 'iconv-lite/encodings/sbcs-data.js' {
  const tables: Tables;
  export = tables;
}
