import { MARK_KINDS, type Mark, type MarksReport } from 'nestjs-tracked-cron';
import { about, instant, list, nullable, object, oneOf, text, uuid } from '../openapi/schema.js';

export const mark = object<Mark>('Mark', {
  at: instant,
  kind: oneOf(MARK_KINDS),
  text,
  jobName: about('Null for what concerns several.', nullable(text)),
  group: nullable(text),
  owner: nullable(text),
  instanceId: nullable(uuid),
  release: nullable(text),
  by: nullable(text),
  reason: nullable(text),
});

export const marksReport = object<MarksReport>('MarksReport', {
  items: about('The newest first.', list(mark)),
  completeFrom: about(
    'From here on nothing was left out; later than `from`: ask again with it as `to`.',
    instant,
  ),
});
