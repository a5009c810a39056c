import { useId } from 'react';
import { BothClocks } from '../parts/values/both-clocks.js';
import { isoOf } from '../time/local-input.js';
import { useNow } from '../time/now.js';
import { TimeField } from '../parts/fields/time-field.js';
import { endOf, UNTIL_WORDS, type Until, type UntilChoice } from './until.js';

interface UntilFieldProps {
  readonly value: Until;
  readonly onChange: (value: Until) => void;
  /** The zone of what it is about. */
  readonly zone: string;
  readonly label?: string;
  /** Words for what has no end, and for others that are better said in another way here. */
  readonly words?: Partial<Record<UntilChoice, string>>;
}

/** How long something holds: a length, an instant of one's own, or without an end. */
export function UntilField({ value, onChange, zone, label = 'How long', words }: UntilFieldProps) {
  const id = useId();
  const now = useNow();
  const end = endOf(value, now);
  const said = { ...UNTIL_WORDS, ...words };
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <select
          id={id}
          className="select"
          value={value.choice}
          onChange={(event) => onChange({ ...value, choice: event.target.value as UntilChoice })}
        >
          {(Object.keys(UNTIL_WORDS) as UntilChoice[]).map((choice) => (
            <option key={choice} value={choice}>
              {said[choice]}
            </option>
          ))}
        </select>
        {value.choice !== 'own' && typeof end === 'number' && (
          <p className="soft">
            Until <BothClocks at={isoOf(end)} zone={zone} />
          </p>
        )}
      </div>
      {value.choice === 'own' && (
        <TimeField
          label="Until"
          value={value.own}
          onChange={(own) => onChange({ ...value, own })}
          zone={zone}
          hint="An instant that lies ahead."
          required
        />
      )}
    </>
  );
}
