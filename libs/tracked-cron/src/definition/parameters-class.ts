/** A class whose properties carry rules of `class-validator`. */
export type ParametersClass = new () => object;

/** A schema is not one, although arktype's are functions too. */
export function isParametersClass(parameters: unknown): parameters is ParametersClass {
  if (typeof parameters !== 'function' || '~standard' in parameters) return false;
  return typeof parameters.prototype === 'object';
}
