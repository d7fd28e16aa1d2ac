import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The blue of the mails (shared/notices/palette.ts): white on shade 7 is 6.9:1. */
const brand: MantineColorsTuple = [
  '#eaf2fd',
  '#d2e3fa',
  '#a9c9f5',
  '#8ab8ff',
  '#5b96ea',
  '#3a7ddc',
  '#1f68cb',
  '#0b57b7',
  '#094896',
  '#073a79',
];

const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#eff1f3',
  '#e3e6e9',
  '#d3d8dd',
  '#b6bdc5',
  '#8d959e',
  '#5f6871',
  '#4a5159',
  '#33393f',
  '#1c2024',
];

const dark: MantineColorsTuple = [
  '#e8eaed',
  '#c9ced4',
  '#a9b0b8',
  '#7d858e',
  '#565e67',
  '#3b4148',
  '#2a2f35',
  '#202429',
  '#17191c',
  '#101214',
];

/** White on shade 7 is 6.5:1; the red of what is late and critical. */
const red: MantineColorsTuple = [
  '#fdecea',
  '#fad4d1',
  '#f4a9a3',
  '#ee7d75',
  '#e2574d',
  '#d33c32',
  '#c22f26',
  '#b3261e',
  '#961e17',
  '#7a1812',
];

/** Colours, type and component defaults; its variables become a style sheet while building. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 7 },
  colors: { brand, gray, dark, red },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  components: {
    // The scroll lock writes a <style>, which the CSP refuses; ui/base.css locks the page instead.
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Drawer: { defaultProps: { lockScroll: false } },
    // In its place rather than at the end of the document, where it would be in no landmark; and without
    // Mantine's placeholder for the focus, which a menu may not hold (WAI-ARIA).
    Menu: {
      defaultProps: { withinPortal: false, floatingStrategy: 'fixed', withInitialFocusPlaceholder: false },
    },
    Tooltip: {
      defaultProps: { withArrow: true, openDelay: 300, events: { hover: true, focus: true, touch: true } },
    },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
  },
});
