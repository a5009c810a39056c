import { useLayoutEffect, useRef, useState } from 'react';

/** What is pointed at, in words, beside it. It takes no focus and covers nothing that can be pressed. */
export function StripTip({
  words,
  x,
  y,
  width,
}: {
  words: readonly string[];
  x: number;
  y: number;
  width: number;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const [own, setOwn] = useState(0);
  useLayoutEffect(() => setOwn(ref.current!.offsetWidth), [words]);
  const left = Math.min(Math.max(0, x - own / 2), Math.max(0, width - own));
  return (
    <div ref={ref} className="strip-tip" role="tooltip" style={{ left, top: y }}>
      {words.map((line, nth) =>
        nth === 0 ? <strong key={line}>{line}</strong> : <span key={line}>{line}</span>,
      )}
    </div>
  );
}
