import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** A picture for people to look at, in a folder that git ignores. @returns its path */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(import.meta.dirname, '../../../coverage/browser', `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}
