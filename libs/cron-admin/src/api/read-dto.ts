import { getMetadataStorage, validate } from 'class-validator';
import { pointerStep, type ProblemError } from './problem.js';
import { ProblemException } from './problem.exception.js';

const MOST_ERRORS = 50;

/**
 * Checks what a client sent against a DTO and refuses what the DTO doesn't know. Values stay as they were sent:
 * parameters of a job can nest as deep as they like, nothing here follows them.
 * @param place what pointers begin with
 * @throws ProblemException 400, with an error for each thing that is wrong
 */
export async function readDto<T extends object>(
  Dto: new () => T,
  place: 'query' | 'body',
  sent: Readonly<Record<string, unknown>>,
): Promise<T> {
  const dto = new Dto();
  const known = propertiesOf(Dto);
  // Only known names are copied: one called `constructor` or `__proto__` would switch the checks off.
  const unknown = Object.keys(sent).filter((name) => !known.has(name));
  for (const name of known) if (Object.hasOwn(sent, name)) Object.assign(dto, { [name]: sent[name] });
  const invalid = known.size > 0 ? await validate(dto) : [];
  const errors = [
    ...unknown.map((name) =>
      errorAt(place, name, 'UNKNOWN_PARAMETER', 'There is no such parameter: leave it out.'),
    ),
    ...invalid.map(({ property, constraints = {} }) =>
      errorAt(
        place,
        property,
        'INVALID_VALUE',
        Object.values(constraints)[0] ?? 'This value is not allowed.',
      ),
    ),
  ];
  if (errors.length > 0) throw malformed(errors);
  return dto;
}

/** One thing that is wrong with a parameter. */
export function errorAt(place: 'query' | 'body', name: string, code: string, detail: string): ProblemError {
  return { pointer: `/${place}/${pointerStep(name)}`, code, detail };
}

/** The refusal of a malformed request. */
export function malformed(errors: readonly ProblemError[]): ProblemException {
  const told = errors.slice(0, MOST_ERRORS);
  const detail = told.map((error) => `${error.pointer}: ${error.detail}`).join(' ');
  return new ProblemException('invalid-request', detail.slice(0, 1000), { errors: told });
}

function propertiesOf(Dto: new () => object): ReadonlySet<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(Dto, '', true, false);
  return new Set(rules.map((rule) => rule.propertyName));
}
