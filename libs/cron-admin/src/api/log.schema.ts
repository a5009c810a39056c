import { LOG_LEVELS, type LogLine, type LogPage } from 'nestjs-tracked-cron';
import {
  about,
  count,
  fields,
  flag,
  instant,
  list,
  nullable,
  object,
  oneOf,
  text,
  uuid,
} from '../openapi/schema.js';

export const logPage = object<LogPage>('LogPage', {
  executionId: uuid,
  captured: flag,
  inFlight: about('Whether more may follow.', flag),
  items: list(
    object<LogLine>('LogLine', {
      attempt: count,
      sequence: count,
      at: instant,
      level: oneOf(LOG_LEVELS),
      context: nullable(text),
      text,
      dropped: about('How many lines right before it are not kept.', count),
    }),
  ),
  page: fields<LogPage['page']>({
    next: about('`after` of the next page, also later.', nullable(text)),
    more: about('Whether there are lines behind this page already.', flag),
    limit: count,
  }),
});
