import { useId, type ComponentProps } from 'react';

interface FilterFieldProps extends Pick<ComponentProps<'input'>, 'type' | 'placeholder'> {
  readonly label: string;
  /** As the address has it. */
  readonly value: string;
  /** Called when somebody has finished: with Enter, or by leaving the field. */
  readonly onValue: (value: string) => void;
  /** What there is to choose from, beside anything else that is written. */
  readonly known?: readonly string[];
}

/** A filter that is written. The address is asked for nothing half-written. */
export function FilterField({ label, value, onValue, known, ...input }: FilterFieldProps) {
  const id = useId();
  const finish = (written: string) => written.trim() !== value && onValue(written.trim());
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        // what the address says anew replaces what was written
        key={value}
        id={id}
        className="input"
        defaultValue={value}
        list={known && `${id}-known`}
        spellCheck={false}
        autoComplete="off"
        onBlur={(event) => finish(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && finish(event.currentTarget.value)}
      />
      {known && (
        <datalist id={`${id}-known`}>
          {known.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </div>
  );
}
