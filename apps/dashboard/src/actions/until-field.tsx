import { BothClocks } from '../parts/values/both-clocks.js';
import { ChoiceField } from '../parts/fields/choice-field.js';
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
  const now = useNow();
  const end = endOf(value, now);
  return (
    <>
      <ChoiceField
        label={label}
        value={value.choice}
        choices={{ ...UNTIL_WORDS, ...words }}
        onChange={(choice) => onChange({ ...value, choice: choice! })}
        hint={
          value.choice !== 'own' &&
          typeof end === 'number' && (
            <p className="soft">
              Until <BothClocks at={isoOf(end)} zone={zone} />
            </p>
          )
        }
      />
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
