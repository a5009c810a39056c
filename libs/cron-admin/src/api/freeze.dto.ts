import { IsOptional } from 'class-validator';
import { ReasonDto } from './steering.dto.js';
import { IsInstant, IsText } from './validators.js';

/** The body of a freeze. */
export class FreezeDto extends ReasonDto {
  @IsOptional() @IsInstant() until?: string;
  @IsOptional() @IsText(1, 200) group?: string;
  @IsOptional() @IsText(1, 200) owner?: string;
}

/** The body that ends one. */
export class UnfreezeDto extends ReasonDto {
  @IsOptional() @IsText(1, 200) group?: string;
  @IsOptional() @IsText(1, 200) owner?: string;
}
