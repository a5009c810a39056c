import { count } from '../../time/words.js';
import { Button } from '../button.js';
import './list.css';

interface ListNewsProps {
  readonly news: number;
  /** There are more of them than were counted. */
  readonly isLeast?: boolean;
  readonly gone: number;
  readonly onUpdate: () => void;
}

/** Says what a list that is held leaves out, and takes it in when somebody wants that. Its place is there from the beginning: nothing moves. */
export function ListNews({ news, isLeast = false, gone, onUpdate }: ListNewsProps) {
  const said = [
    ...(news > 0 ? [`${count(news)}${isLeast ? '+' : ''} new`] : []),
    ...(gone > 0 ? [`${count(gone)} no longer in this list`] : []),
  ].join(', ');
  return (
    <div className="list-news" role="status">
      {said !== '' && (
        <Button kind="quiet" onClick={onUpdate}>
          {said}: show the list as it is now
        </Button>
      )}
    </div>
  );
}
