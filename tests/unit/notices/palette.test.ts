import { expect, it } from 'vitest';
import { dark, light, type Palette } from '../../../shared/notices/palette.ts';

/** WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

const pairs = (palette: Palette) => [
  { what: 'text', ratio: contrast(palette.text, palette.ground) },
  { what: 'small print', ratio: contrast(palette.quiet, palette.ground) },
  { what: 'links', ratio: contrast(palette.link, palette.ground) },
  { what: 'buttons', ratio: contrast(palette.onButton, palette.button) },
];

it.each([
  ...pairs(light).map((pair) => ({ ...pair, mode: 'light' })),
  ...pairs(dark).map((pair) => ({ ...pair, mode: 'dark' })),
])('draws $what in $mode mode with a contrast that WCAG AA asks for', ({ ratio }) => {
  expect(ratio).toBeGreaterThanOrEqual(4.5);
});
