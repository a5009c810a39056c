import type TS from 'typescript';
import { Schedule } from '../../schedule/schedule.js';
import { bare, constantOf, declarationOf } from '../source/constant.js';
import type { SourceText } from '../source/source-text.js';

/** What can be said of a schedule's expression before it runs. */
export interface ExpressionVerdict {
  readonly problem?: string;
  readonly notes: readonly string[];
}

/** Judges the expression of a job of `@nestjs/schedule` or `cron`. */
export function judgeExpression(source: SourceText, expression: TS.Expression): ExpressionVerdict {
  if (isDate(source, expression)) {
    return { problem: 'a date is not a schedule: it would run once', notes: [] };
  }
  const constant = constantOf(source, expression);
  if (typeof constant?.value === 'string') {
    try {
      Schedule.of(constant.value, 'UTC');
      return { notes: [] };
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error), notes: [] };
    }
  }
  if (constant) return { problem: 'the expression is not a text', notes: [] };
  const known = source.imports.refersTo(ownerOf(source, expression), '@nestjs/schedule', 'CronExpression');
  return {
    notes: known ? [] : ['its expression is read when the application starts, which stops if it is wrong'],
  };
}

/**
 * Judges the expression of a node-cron job.
 *
 * There a day of month and a day of week must both match, here (as in cron and crontab) either is enough.
 */
export function judgeNodeCronExpression(source: SourceText, expression: TS.Expression): ExpressionVerdict {
  const verdict = judgeExpression(source, expression);
  const constant = constantOf(source, expression);
  if (verdict.problem !== undefined || typeof constant?.value !== 'string') {
    const notes = [...verdict.notes, 'day of month and day of week, both restricted, now mean either'];
    return { ...verdict, notes };
  }
  const [, , dayOfMonth, , dayOfWeek] = constant.value.trim().split(/\s+/).slice(-5);
  if (![dayOfMonth, dayOfWeek].some((field) => field === '*' || field === '?')) {
    return {
      problem:
        'day of month and day of week must both match in node-cron, here either does: write two conditions',
      notes: [],
    };
  }
  return verdict;
}

function isDate(source: SourceText, expression: TS.Expression): boolean {
  const { ts } = source;
  const node = declarationOf(source, expression) ?? bare(source, expression);
  const made =
    ts.isNewExpression(node) || ts.isCallExpression(node) ? node.expression.getText(source.ast) : '';
  return /^(?:Date|DateTime(?:\.\w+)?)$/.test(made);
}

/** `CronExpression` of `CronExpression.EVERY_HOUR`, and of `CronExpression['EVERY_HOUR']`. */
function ownerOf(source: SourceText, expression: TS.Expression): TS.Expression {
  const { ts } = source;
  const node = bare(source, expression);
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? node.expression : node;
}
