import { useState, type FormEvent } from 'react';
import { TimeField } from '../../../parts/fields/time-field.js';
import type { JobStatus } from '../../../api/queries.js';
import { Button } from '../../../parts/button.js';
import { BothClocks } from '../../../parts/values/both-clocks.js';
import { Panel } from '../../../parts/panel.js';
import { STATUS_LOOKS } from '../../../theme/states.js';
import { fromLocalInput, isoOf, toLocalInput } from '../../../time/local-input.js';
import { doubtfulSlot, type DoubtfulSlot } from '../doubtful-slot.js';
import { useChangeSearch, useJobSearch } from '../use-job-search.js';
import { WhyAnswer } from './why-answer.js';

/** Why the latest doubtful slot went as it did, or whatever instant somebody asks about. */
export function WhyPanel({ job }: { job: JobStatus }) {
  const { jobName, timeZone } = job;
  const { at: asked } = useJobSearch();
  const change = useChangeSearch();
  const doubtful = doubtfulSlot(job);
  const at = asked ?? doubtful?.at;
  return (
    <Panel
      title={asked ? 'Why?' : titleOf(doubtful)}
      actions={
        asked && (
          <Button kind="quiet" onClick={() => change({ at: undefined })}>
            {doubtful ? 'Back to the latest doubtful slot' : 'Close'}
          </Button>
        )
      }
    >
      {at === undefined ? (
        <p>
          {job.lastSlots.length > 0
            ? 'Every one of the last slots ran, and ran well.'
            : job.nextDueAt === null
              ? 'It has no slots: it runs when somebody triggers it.'
              : 'No slot of it has been due yet.'}
        </p>
      ) : (
        <>
          <p className="soft">
            <BothClocks at={at} zone={timeZone} />
          </p>
          <WhyAnswer jobName={jobName} zone={timeZone} at={at} state={doubtful?.what ?? null} />
        </>
      )}
      <WhyForm key={asked} zone={timeZone} asked={asked} onAsk={(at) => change({ at })} />
    </Panel>
  );
}

function titleOf(doubtful: DoubtfulSlot | null): string {
  if (doubtful === null) return 'Nothing to explain';
  if (doubtful.what === 'late') return 'Why is it late?';
  return `Why: ${STATUS_LOOKS[doubtful.what].word.toLowerCase()}`;
}

interface WhyFormProps {
  readonly zone: string;
  readonly asked: string | undefined;
  readonly onAsk: (at: string) => void;
}

function WhyForm({ zone, asked, onAsk }: WhyFormProps) {
  const [text, setText] = useState(asked === undefined ? '' : toLocalInput(Date.parse(asked)));
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const instant = fromLocalInput(text);
    if (instant !== null) onAsk(isoOf(instant));
  };
  return (
    <form className="why-form" onSubmit={ask}>
      <TimeField
        label="Why did it run, or not, at"
        value={text}
        onChange={setText}
        zone={zone}
        hint="Past or to come, to the second."
        required
      />
      <Button type="submit">Ask</Button>
    </form>
  );
}
