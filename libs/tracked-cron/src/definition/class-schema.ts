import type { ValidationError } from 'class-validator';
import { TrackedCronError } from '../tracked-cron.error.js';
import { invalid } from './job-option.js';
import type { ParametersClass } from './parameters-class.js';
import type { StandardSchema } from './standard-schema.js';

type Packages = Pick<typeof import('class-validator'), 'getMetadataStorage' | 'validate'> &
  Pick<typeof import('class-transformer'), 'instanceToPlain' | 'plainToInstance'>;

interface Issue {
  readonly message: string;
  readonly path: readonly string[];
}

/**
 * A class as a schema: unknown properties are refused, and the handler gets plain data, because another instance may
 * run the job, where it arrives as JSON.
 *
 * @throws TrackedCronError `INVALID_OPTION` where `class-validator` or `class-transformer` is not installed, or the
 *   class has no rules and would refuse everything
 */
export async function classSchema(type: ParametersClass, load = loadPackages): Promise<StandardSchema> {
  const packages = await load().catch((cause: unknown) => {
    throw new TrackedCronError(
      'INVALID_OPTION',
      `parameters: ${type.name} is a class, which class-validator checks: npm install class-validator class-transformer, or write a Standard Schema.`,
      {},
      { cause },
    );
  });
  if (packages.getMetadataStorage().getTargetValidationMetadatas(type, '', true, false).length === 0) {
    throw invalid(
      `parameters: ${type.name} has no rules, so nothing would fit it: decorate its properties, as in @IsString() month!: string.`,
    );
  }
  const validate = (value: unknown) => validated(type, value, packages);
  return { '~standard': { version: 1, vendor: 'class-validator', validate } };
}

async function validated(
  type: ParametersClass,
  value: unknown,
  { plainToInstance, validate, instanceToPlain }: Packages,
): Promise<{ value: unknown } | { issues: Issue[] }> {
  const given = value ?? {};
  if (value === null || typeof given !== 'object' || Array.isArray(given))
    return refused('must be an object');
  let instance: object;
  try {
    instance = plainToInstance(type, given);
  } catch (error) {
    // a @Transform that fails, or what is nested too deep
    return refused(`can't be read: ${(error as Error).message}`);
  }
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  if (errors.length === 0) return { value: instanceToPlain(instance) };
  return { issues: errors.flatMap((error) => issuesOf(error, [])) };
}

function refused(message: string): { issues: Issue[] } {
  return { issues: [{ message, path: [] }] };
}

/** A nested error has its messages at its leaves. */
function issuesOf({ property, constraints = {}, children = [] }: ValidationError, above: string[]): Issue[] {
  const path = [...above, property];
  return [
    ...Object.values(constraints).map((message) => ({ message, path })),
    ...children.flatMap((child) => issuesOf(child, path)),
  ];
}

async function loadPackages(): Promise<Packages> {
  const [validator, transformer] = await Promise.all([
    import('class-validator'),
    import('class-transformer'),
  ]);
  return { ...validator, ...transformer };
}
