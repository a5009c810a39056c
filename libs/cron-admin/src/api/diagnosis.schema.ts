import {
  DIAGNOSIS_CODES,
  type Diagnosis,
  type DiagnosisFinding,
  type PassedCheck,
} from 'nestjs-tracked-cron';
import { about, instant, list, nullable, object, oneOf, text } from '../openapi/schema.js';

const finding = object<DiagnosisFinding>('DiagnosisFinding', {
  code: oneOf(DIAGNOSIS_CODES),
  severity: oneOf(['info', 'warning', 'error', 'critical']),
  message: about('What is wrong, in a sentence.', text),
  remedy: about('What to do about it.', text),
  since: about('Null where that is not known.', nullable(instant)),
  dueAt: about('By when it has to be seen to; null for now, or whenever there is time.', nullable(instant)),
});

const passedCheck = object<PassedCheck>('PassedCheck', {
  check: text,
  message: about('What was seen.', text),
});

export const diagnosis = object<Diagnosis>('Diagnosis', {
  at: instant,
  items: about('What is wrong, the gravest first.', list(finding)),
  passed: list(passedCheck),
});
