import { IsBoolean, IsOptional } from 'class-validator';
import { ReasonDto } from './steering.dto.js';
import { IsOne, IsText } from './validators.js';

/** The body of a scrub. */
export class ScrubDto extends ReasonDto {
  @IsOne(
    '4 to 1000 characters',
    (text) => text.trim().length >= 4 && text.length <= 1_000 && !text.includes('\0'),
    { minLength: 4, maxLength: 1_000, pattern: '^[^\\0]*$' },
  )
  text!: string;

  @IsOptional()
  @IsBoolean({ message: 'Write true or false.' })
  dryRun?: boolean;

  @IsOptional() @IsText(1, 1_000) after?: string;
}
