import { useId } from 'react';

interface DateFilterProps {
  readonly label: string;
  readonly type: 'date' | 'datetime-local';
  /** As the browser's field writes it; empty for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A day or an instant to narrow down by: taken with Enter, or when the field is left, because half of one is none. */
export function DateFilter({ label, type, value, onChange }: DateFilterProps) {
  const id = useId();
  const finish = (written: string) => written !== value && onChange(written);
  return (
    <div className="field field-date">
      <label htmlFor={id}>{label}</label>
      <input
        // what the address says anew replaces what was written
        key={value}
        id={id}
        className="input"
        type={type}
        defaultValue={value}
        onBlur={({ target }) => finish(target.value)}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && finish(currentTarget.value)}
      />
    </div>
  );
}
