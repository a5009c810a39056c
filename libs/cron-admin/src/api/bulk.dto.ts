import { IsOptional, ValidateBy } from 'class-validator';
import { BULK_ACTIONS, type BulkAction, type BulkFilter } from 'nestjs-tracked-cron';
import type { RuleContext } from '../openapi/dto-schema.js';
import type { JsonSchema } from '../openapi/schema.js';
import { ReasonDto } from './steering.dto.js';
import { IsCount, IsInstant, IsWord, JOB_NAME } from './validators.js';

const MOST_JOBS = 1_000;
const FILTERS = ['group', 'owner', 'tag', 'health'];

/** What is to be done to many jobs. */
export class BulkDto extends ReasonDto {
  @IsWord(BULK_ACTIONS) action!: BulkAction;

  @IsOptional()
  @Fits(`a list of at most ${MOST_JOBS} names of jobs`, isListOfNames, {
    type: 'array',
    maxItems: MOST_JOBS,
    items: { type: 'string', pattern: JOB_NAME.source },
  })
  jobNames?: string[];

  @IsOptional()
  @Fits('an object with group, owner, tag or health, each a text: { "group": "matches" }', isFilter, {
    type: 'object',
    properties: Object.fromEntries(
      FILTERS.map((name) => [name, { type: 'string', minLength: 1, maxLength: 200 }]),
    ),
    additionalProperties: false,
  })
  filter?: BulkFilter;

  /** How many jobs whoever asks means. */
  @IsCount(0, MOST_JOBS)
  expectedCount!: number;

  @IsOptional() @IsInstant() until?: string;
}

function isListOfNames(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MOST_JOBS &&
    value.every((name) => typeof name === 'string' && JOB_NAME.test(name))
  );
}

function isFilter(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const given = Object.entries(value);
  return given.every(
    ([name, text]) =>
      FILTERS.includes(name) && typeof text === 'string' && text.length >= 1 && text.length <= 200,
  );
}

function Fits(
  expected: string,
  validate: (value: unknown) => boolean,
  schema: JsonSchema,
): PropertyDecorator {
  const context: RuleContext = { schema };
  const validator = { validate, defaultMessage: () => `Write ${expected}.` };
  return ValidateBy({ name: 'fits', validator }, { context });
}
