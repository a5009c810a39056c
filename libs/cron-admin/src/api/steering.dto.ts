import { IsOptional } from 'class-validator';
import { parseInstant } from './instant.js';
import { IsCount, IsInstant, IsOne } from './validators.js';

const MOST_BACKFILLED = 1_000;

/** Why something is done. */
export class ReasonDto {
  @IsOptional()
  @IsOne('1 to 500 characters', (text) => text.trim() !== '' && text.length <= 500 && !text.includes('\0'), {
    maxLength: 500,
    pattern: '^[^\\0]*[^\\s\\0][^\\0]*$',
  })
  reason?: string;
}

/** The body of a pause. */
export class PauseDto extends ReasonDto {
  @IsOptional() @IsInstant() until?: string;
}

/** The body of a backfill. */
export class BackfillDto extends ReasonDto {
  @IsInstant() from!: string;
  @IsInstant() to!: string;
  @IsOptional() @IsCount(1, MOST_BACKFILLED) limit?: number;
}

/** What the manager takes for an instant that was checked. */
export function instant(text: string): Date {
  return parseInstant(text)!;
}
