import type { SourceText } from '../source/source-text.js';
import type { Awaiting } from './awaiting.js';
import type { Migration } from './migration.js';
import type { ProviderEdits } from './provider-edits.js';

/** What rewriting jobs of one file into `register()` calls works with. */
export interface Rewriting {
  readonly source: SourceText;
  readonly migration: Migration;
  readonly providers: ProviderEdits;
  readonly awaiting: Awaiting;
}
