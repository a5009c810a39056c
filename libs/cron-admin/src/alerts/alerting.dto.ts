import { Allow, IsOptional, ValidateBy } from 'class-validator';
import type { RuleContext } from '../openapi/dto-schema.js';
import { ReasonDto } from '../api/steering.dto.js';
import { IsInstant, IsJobName, IsText } from '../api/validators.js';

const MOST_ROUTES = 200;

/** Which route or channel is tested. */
export class AlertTestDto extends ReasonDto {
  @IsOptional() @IsText(1, 200) route?: string;
  @IsOptional() @IsText(1, 60) channel?: string;
}

/** What would have told of the history there is; what is left out is as it holds now. */
export class AlertDryRunDto {
  @IsOptional()
  @IsListOf(MOST_ROUTES)
  routes?: unknown[];

  @IsOptional() @IsJobName() jobName?: string;
  /** What thresholds are worth, the monitor says. */
  @Allow() alertThresholds?: unknown;
  @IsOptional() @IsInstant() from?: string;
  @IsOptional() @IsInstant() to?: string;
}

/** A preference: null gives it back to the code. */
export class AlertPreferenceDto extends ReasonDto {
  @IsGiven() value!: unknown;
  @IsOptional() @IsInstant() until?: string;
}

function IsListOf(most: number): PropertyDecorator {
  const context: RuleContext = {
    schema: { type: 'array', maxItems: most, items: { type: 'object', additionalProperties: true } },
  };
  const validator = {
    validate: (value: unknown) =>
      Array.isArray(value) &&
      value.length <= most &&
      value.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one)),
    defaultMessage: () => `Write a list of at most ${most} routes, each an object.`,
  };
  return ValidateBy({ name: 'isListOf', validator }, { context });
}

/** Whatever JSON can hold, but something. */
function IsGiven(): PropertyDecorator {
  const context: RuleContext = { schema: {} };
  const validator = {
    validate: (value: unknown) => value !== undefined,
    defaultMessage: () => 'Write a value; null gives it back to the code.',
  };
  return ValidateBy({ name: 'isGiven', validator }, { context });
}
