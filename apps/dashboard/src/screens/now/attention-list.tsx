import { useState } from 'react';
import { Button } from '../../parts/button.js';
import { Panel } from '../../parts/panel.js';
import { count } from '../../time/words.js';
import type { Attention } from './attention.js';
import { AttentionItem } from './attention-item.js';

/** More at once nobody reads: what is below is less bad. */
const SHOWN = 20;

/** What is wrong, the worst first. */
export function AttentionList({ attention }: { attention: readonly Attention[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? attention : attention.slice(0, SHOWN);
  const hidden = attention.length - shown.length;
  return (
    <Panel title={`Needs a look: ${count(attention.length)}`}>
      <ul className="attention-list">
        {shown.map((one) => (
          <AttentionItem key={one.job.jobName} attention={one} />
        ))}
      </ul>
      {hidden > 0 && <Button onClick={() => setAll(true)}>Show {count(hidden)} more</Button>}
    </Panel>
  );
}
