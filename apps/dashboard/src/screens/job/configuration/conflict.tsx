import type { Schemas } from '../../../api/client.js';
import { Button } from '../../../parts/button.js';
import { FIELD_WORDS, fieldRows } from './fields.js';
import { optionInWords } from './option-words.js';

interface ConflictProps {
  /** As it was when somebody began. */
  readonly was: Schemas['Job'];
  /** As somebody else, or a deployment, has made it. */
  readonly is: Schemas['Job'];
  readonly onTakeUp: () => void;
}

/** What has changed while somebody wrote: nothing is overwritten unseen. */
export function Conflict({ was, is, onTakeUp }: ConflictProps) {
  const before = fieldRows(was);
  const changed = fieldRows(is).filter(
    ({ field, inForce }, at) =>
      before[at].field === field &&
      optionInWords(field, before[at].inForce) !== optionInWords(field, inForce),
  );
  return (
    <div className="notice notice-warning" role="alert">
      <strong>Somebody else has changed this job meanwhile. Nothing of yours was set.</strong>
      <p>
        It is at version {is.version} now; you began with {was.version}.
      </p>
      <ul>
        {changed.map(({ field, inForce, override }) => (
          <li key={field}>
            {FIELD_WORDS[field]} is {optionInWords(field, inForce)} now
            {override?.by && `, by ${override.by}`}
            {override?.reason && `: ${override.reason}`}
          </li>
        ))}
        {changed.length === 0 && <li>What can be changed here is as it was: a new release is there.</li>}
      </ul>
      <Button onClick={onTakeUp}>I have seen it: go on from there</Button>
    </div>
  );
}
