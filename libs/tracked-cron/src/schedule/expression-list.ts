import { invalidExpression } from './invalid-expression.js';

/** The schedule that is never due: its job is run by hand. */
export const NEVER = '@never';

/** No expression has this sign, so that a list is one readable text, in the database too. */
const SEPARATOR = '|';
const MOST_EXPRESSIONS = 50;

/** One text for one expression or several; what is not text is left to whoever reads it. */
export function expressionText(expressions: string | readonly string[]): string {
  return Array.isArray(expressions)
    ? expressions.map((expression) => String(expression).trim()).join(` ${SEPARATOR} `)
    : (expressions as string);
}

/**
 * The expressions of a list, or of a text that holds several.
 * @throws TrackedCronError `INVALID_EXPRESSION` for none, for too many, and for `@never` among others
 */
export function expressionsOf(expressions: string | readonly string[]): [string, ...string[]] {
  const list = (Array.isArray(expressions) ? expressions : [expressions]) as readonly string[];
  const parts = list.flatMap((text) => (isList(text) ? text.split(SEPARATOR) : [text]));
  const text = expressionText(expressions);
  if (parts.length === 0) {
    throw invalidExpression(text, "the list is empty; write at least one expression such as '0 2 * * *'");
  }
  if (parts.length > MOST_EXPRESSIONS) {
    throw invalidExpression(
      text,
      `there are ${parts.length} expressions, at most ${MOST_EXPRESSIONS} are read; write ranges and lists inside of fewer`,
    );
  }
  if (parts.length > 1 && parts.some((part) => String(part).trim().toLowerCase() === NEVER)) {
    throw invalidExpression(text, `${NEVER} stands among others; write it alone, or leave it out`);
  }
  return parts as [string, ...string[]];
}

function isList(text: unknown): text is string {
  return typeof text === 'string' && text.includes(SEPARATOR);
}
