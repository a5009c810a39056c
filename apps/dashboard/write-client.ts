// Writes src/api/schema.ts from the OpenAPI document that the controllers describe: npm run dashboard:client
import openapiTS, { astToString } from 'openapi-typescript';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { CONTROLLERS } from '../../libs/cron-admin/src/controllers-at.js';
import { OpenApiDocument } from '../../libs/cron-admin/src/openapi/open-api-document.js';

export const SCHEMA_FILE = join(import.meta.dirname, 'src/api/schema.ts');

/** What the page knows of the API, as it has to be for the controllers as they are. */
export async function clientTypes(): Promise<string> {
  const document = await new OpenApiDocument(CONTROLLERS).read();
  const nodes = await openapiTS(document as unknown as Parameters<typeof openapiTS>[0]);
  const head =
    '// Written by `npm run dashboard:client` from the OpenAPI document. Change the controllers, not this.\n';
  return format(head + astToString(nodes), { ...(await resolveConfig(SCHEMA_FILE)), parser: 'typescript' });
}

if (process.argv[1] === import.meta.filename) await writeFile(SCHEMA_FILE, await clientTypes());
