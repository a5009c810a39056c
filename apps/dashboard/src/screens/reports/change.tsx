import type { ChangeInWords } from './report-words.js';

const GLYPHS = { better: '▲', worse: '▼', same: '', none: '' } as const;

/** A change, and whether it is one for the better. */
export function Change({ change: { text, verdict } }: { change: ChangeInWords }) {
  const isVerdict = verdict === 'better' || verdict === 'worse';
  return (
    <span className="change" data-verdict={verdict}>
      {isVerdict && (
        <>
          <span aria-hidden="true">{GLYPHS[verdict]} </span>
          <span className="change-word">
            {verdict}
            {text !== '' && ', '}
          </span>
        </>
      )}
      {text}
    </span>
  );
}
