import { existsSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const packageRoot = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');

/**
 * The package is made for Lambda and unpacks below `os.tmpdir()`. It goes into a folder of its own, by one
 * rename at the end: a killed run leaves no half browser that the next one would start.
 */
async function unpacked(): Promise<string> {
  const home = join(tmpdir(), 'guardia-chromium');
  if (existsSync(home)) return home;
  const scratch = mkdtempSync(`${home}-`);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = scratch;
  try {
    for (const archive of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
      await inflate(join(packageRoot, 'bin', archive));
    }
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  // The package's own file names /tmp/fonts; without any font Chromium stops at the first input.
  writeFileSync(join(scratch, 'fonts.conf'), `<fontconfig><dir>${home}/fonts</dir></fontconfig>`);
  if (!existsSync(home)) renameSync(scratch, home);
  return home;
}

/** A real Chromium. The package's own flags would switch the same-origin policy off, so they are not used. */
export async function launchBrowser(): Promise<Browser> {
  const home = await unpacked();
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--font-render-hinting=none', '--disable-gpu'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  });
}
