import { fileURLToPath } from 'node:url';
import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { routes } from '../shared/contracts/api/index.ts';
import type { Route } from '../shared/contracts/api/route.ts';
import { theme } from './src/app/theme.ts';

/**
 * What a call needs to know of each operation, taken from the contract while building: the browser
 * gets methods and paths, and not the schemas with their validator.
 */
const operations = Object.fromEntries(
  Object.entries<Route>(routes).map(([id, { method, path, callers }]) => [
    id,
    { method, path, open: callers.length === 0 },
  ]),
);

/** The palette in use: every colour of Mantine's own would weigh three kilobytes of variables. */
const colours = ['brand', 'gray', 'dark', 'red', 'yellow', 'green'] as const;

/** The theme's variables as a style sheet: Mantine would write a `<style>`, which the CSP refuses. */
function themeStyles(): Plugin {
  const id = 'virtual:theme.css';
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const used = { ...merged, colors: pick(merged.colors, colours) };
  return {
    name: 'guardia:theme-styles',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (source) => (source === `\0${id}` ? convertCssVariables(defaultCssVariablesResolver(used)) : null),
  };
}

function pick<T extends object>(of: T, names: readonly (keyof T)[]): T {
  return Object.fromEntries(names.map((name) => [name, of[name]])) as T;
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), themeStyles()],
  resolve: {
    alias: { 'react-remove-scroll': fileURLToPath(new URL('./src/ui/no-scroll-lock.tsx', import.meta.url)) },
  },
  define: { __OPERATIONS__: JSON.stringify(operations) },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // An asset written into the style sheet as data: would need a wider CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'common', minShareCount: 6 }] } } },
  },
  server: {
    proxy: {
      '/v1': 'http://127.0.0.1:8080',
      '/_local': 'http://127.0.0.1:8080',
      '/config.json': 'http://127.0.0.1:8080',
    },
  },
});
