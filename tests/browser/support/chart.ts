import type { Locator } from 'playwright-core';

/** What is needed of the page's own canvas; these tests are not compiled for a browser. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(...area: readonly [number, number, number, number]): { readonly data: Uint8ClampedArray };
  };
}

/** Whether something of colour stands on a chart's canvas: more than the grid and the greys of its words. */
export async function isDrawn(chart: Locator): Promise<boolean> {
  const canvas = chart.locator('canvas');
  if ((await canvas.count()) === 0) return false;
  return canvas.evaluate<boolean, Canvas>((of: Canvas) => {
    const { data } = of.getContext('2d').getImageData(0, 0, of.width, of.height);
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.slice(at, at + 4);
      if (alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) return true;
    }
    return false;
  });
}
