import { useRef, useState } from 'react';
import { Button } from '../../parts/button.js';
import { Panel } from '../../parts/panel.js';
import { count } from '../../time/words.js';
import type { Attention } from './attention.js';
import { AttentionItem } from './attention-item.js';
import { heldAttention, type Listed } from './held-attention.js';

/** More at once nobody reads: what is below is less bad. */
const SHOWN = 8;

/** What is wrong, the worst first. While somebody is in the list nothing in it moves. */
export function AttentionList({ attention }: { attention: readonly Attention[] }) {
  const [all, setAll] = useState(false);
  const [held, setHeld] = useState<readonly Listed[] | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const listed = heldAttention(held, attention);
  const hold = () => setHeld((before) => before ?? listed);
  const letGo = () => {
    const { activeElement } = document;
    if (!list.current?.contains(activeElement) && !list.current?.matches(':hover')) setHeld(null);
  };
  if (listed.length === 0) return null;
  const shown = all ? listed : listed.slice(0, SHOWN);
  const hidden = listed.length - shown.length;
  return (
    <Panel title={`Needs a look: ${count(attention.length)}`}>
      <ul
        ref={list}
        className="attention-list"
        onPointerEnter={hold}
        onPointerLeave={letGo}
        onFocus={hold}
        // where the focus goes is known only after it has gone
        onBlur={() => window.setTimeout(letGo)}
      >
        {shown.map(({ attention, isOver }) => (
          <AttentionItem key={attention.job.jobName} attention={attention} isOver={isOver} />
        ))}
      </ul>
      {hidden > 0 && <Button onClick={() => setAll(true)}>Show {count(hidden)} more</Button>}
    </Panel>
  );
}
