import type { Page } from 'playwright-core';
import type { Role } from 'nestjs-tracked-cron/admin';
import { TOKENS, type Site } from './site.js';

/** Opens the page, and signs in with a role's token as a person does. @param path below the page */
export async function signIn(page: Page, site: Pick<Site, 'url'>, role: Role, path = ''): Promise<void> {
  await page.goto(new URL(path, site.url).href);
  await enterToken(page, TOKENS[role]);
  await isIn(page);
}

/** Writes a token into the form, and sends it off. */
export async function enterToken(page: Page, token: string): Promise<void> {
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Waits until the page knows who looks at it. */
export async function isIn(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
}

/** Waits until the page asks who looks at it. */
export async function isAsked(page: Page): Promise<void> {
  await page.getByLabel('Token').waitFor();
}
