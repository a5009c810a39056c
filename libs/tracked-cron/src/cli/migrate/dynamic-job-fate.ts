import type TS from 'typescript';
import type { SourceText } from '../source/source-text.js';
import { fateOfHandler } from './handler-fate.js';
import { fateOfCronOption, isOff, refuse, type OptionFate, type OptionValue } from './option-fate.js';

/** The parameters of `new CronJob(…)`, by the names they have in `CronJob.from({ … })`. */
export const CRON_JOB_PARAMETERS =
  'cronTime onTick onComplete start timeZone context runOnInit utcOffset unrefTimeout waitForCompletion errorHandler name threshold'.split(
    ' ',
  );

const DROP: OptionFate = { fate: 'drop' };

/** What becomes of a parameter of `CronJob`; `onTick` that is written as a method is not asked here. */
export function fateOfCronJobParameter(
  source: SourceText,
  name: string,
  value: OptionValue,
  node: TS.Expression,
  boundToThis: boolean,
): OptionFate {
  const off = isOff(value.constant);
  switch (name) {
    case 'cronTime':
      return { fate: 'rename', to: 'schedule' };
    case 'onTick':
      return fateOfHandler(source, node, boundToThis);
    case 'onComplete':
      return off ? DROP : refuse('nothing calls onComplete: write it at the end of the handler');
    case 'start':
      return DROP; // whether it is started has been looked at already
    case 'context':
      return off || node.kind === source.ts.SyntaxKind.ThisKeyword
        ? DROP
        : refuse(`its handler is called with ${value.text} as "this": write an arrow function`);
    case 'runOnInit':
      return off ? DROP : refuse('it runs once when it is made (runOnInit): call its handler there');
    case 'errorHandler':
      return off
        ? DROP
        : refuse('nothing calls errorHandler: catch errors in the handler, or listen to execution.ended');
    case 'name':
      return off ? DROP : { fate: 'drop', note: 'it is called by the name given to addCronJob' };
    default:
      return fateOfCronOption(name, value);
  }
}

/** What becomes of an option of node-cron, of its versions 2 to 4. */
export function fateOfNodeCronOption(name: string, value: OptionValue): OptionFate {
  const off = isOff(value.constant);
  switch (name) {
    case 'timezone':
      return { fate: 'rename', to: 'timeZone' };
    case 'name':
      return { fate: 'keep' };
    case 'scheduled':
      return value.constant?.value === true ? DROP : refuse('it is not started where it is made (scheduled)');
    case 'noOverlap':
      return fateOfCronOption('waitForCompletion', value);
    case 'suppressMissedWarning':
    case 'missedExecutionTolerance':
      return { fate: 'drop', note: `${name} is gone: a slot may start up to 5 s late` };
    case 'unref':
      return fateOfCronOption('unrefTimeout', value);
    default:
      return off ? DROP : refuse(`the option "${name}" has no counterpart`);
  }
}
