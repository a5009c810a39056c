import type TS from 'typescript';
import { bare, constantOf, declarationOf, nameOf } from '../source/constant.js';
import { appendItems, removeListItems } from '../source/list-edits.js';
import { oneLine, type SourceText } from '../source/source-text.js';
import type { OptionFate, OptionValue } from './option-fate.js';

/** What is to become of an object of options, before anything is changed. */
export interface ObjectPlan {
  readonly fates: ReadonlyMap<TS.ObjectLiteralElementLike, OptionFate>;
  /** Why it can't be rewritten; empty if it can. */
  readonly problems: readonly string[];
  /** What will differ. */
  readonly notes: readonly string[];
}

type FateOf = (name: string, value: OptionValue, property: TS.ObjectLiteralElementLike) => OptionFate;

/** Asks for the fate of each property. A spread stays if all it brings may stay. */
export function planObject(
  source: SourceText,
  object: TS.ObjectLiteralExpression,
  fateOf: FateOf,
): ObjectPlan {
  const { ts } = source;
  const fates = new Map<TS.ObjectLiteralElementLike, OptionFate>();
  for (const property of object.properties) {
    if (ts.isSpreadAssignment(property)) {
      fates.set(property, fateOfSpread(source, property.expression, fateOf));
      continue;
    }
    const name = nameOf(source, property.name);
    if (name === undefined) {
      fates.set(property, {
        fate: 'refuse',
        why: `what ${oneLine(property.getText(source.ast))} is can't be told: write its name out`,
      });
    } else {
      fates.set(property, fateOf(name, valueOf(source, property), property));
    }
  }
  const all = [...fates.values()];
  return {
    fates,
    problems: all.flatMap((one) => (one.fate === 'refuse' ? one.why : [])),
    notes: all.flatMap((one) => ((one.fate === 'drop' || one.fate === 'write') && one.note ? one.note : [])),
  };
}

/** The fate of options that stand elsewhere: kept, if each of them may be. */
export function fateOfSpread(source: SourceText, expression: TS.Expression, fateOf: FateOf): OptionFate {
  const text = oneLine(expression.getText(source.ast));
  const declared = declarationOf(source, expression) ?? bare(source, expression);
  if (!source.ts.isObjectLiteralExpression(declared)) {
    return { fate: 'refuse', why: `what ${text} holds can't be seen from this file: write its options out` };
  }
  const { fates } = planObject(source, declared, fateOf);
  const problem = [...fates].find(([, { fate }]) => fate !== 'keep')?.[0];
  if (!problem) return { fate: 'keep' };
  return {
    fate: 'refuse',
    why: `${text} holds ${oneLine(problem.getText(source.ast), 60)}: write its options out`,
  };
}

/** Writes a plan down, and adds properties behind those that stay. */
export function applyObject(
  source: SourceText,
  object: TS.ObjectLiteralExpression,
  plan: ObjectPlan,
  extra: readonly string[],
): void {
  const { ast, edits } = source;
  const going = [...plan.fates].flatMap(([property, { fate }]) => (fate === 'drop' ? property : []));
  const last = object.properties.findLast((property) => !going.includes(property));
  for (const [property, fate] of plan.fates) {
    if (fate.fate === 'write') edits.replace(property.getStart(ast), property.end, fate.text);
    else if (fate.fate === 'rename') rename(source, property, fate.to);
  }
  if (last) {
    removeListItems(source, object.properties, going);
    if (extra.length > 0) appendItems(source, { node: object, first: object.properties[0]!, last }, extra);
    return;
  }
  const [first, ...others] = going;
  if (!first)
    edits.replace(object.getStart(ast), object.end, extra.length > 0 ? `{ ${extra.join(', ')} }` : '{}');
  else if (extra.length === 0) removeListItems(source, object.properties, going);
  else {
    edits.replace(first.getStart(ast), first.end, extra.join(', '));
    removeListItems(source, object.properties, others);
  }
}

function rename(source: SourceText, property: TS.ObjectLiteralElementLike, to: string): void {
  const { ts, ast, edits } = source;
  const { name } = property;
  if (!name) return;
  if (ts.isShorthandPropertyAssignment(property)) edits.insert(name.getStart(ast), `${to}: `);
  else edits.replace(name.getStart(ast), name.end, to);
}

function valueOf(source: SourceText, property: TS.ObjectLiteralElementLike): OptionValue {
  const { ts, ast, quote } = source;
  const value = ts.isPropertyAssignment(property)
    ? property.initializer
    : ts.isShorthandPropertyAssignment(property)
      ? property.name
      : undefined;
  if (!value) return { text: property.getText(ast), constant: undefined, quote };
  return { text: value.getText(ast), constant: constantOf(source, value), quote };
}
