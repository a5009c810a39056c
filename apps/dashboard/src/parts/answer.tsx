import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asProblem, type ApiProblem } from '../api/problem.js';
import { Button } from './button.js';

interface AnswerProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** Shown of the answer. Where asking again failed it is shown on, with a word about that. */
  readonly children: (data: Data) => ReactNode;
  /** What is being loaded, for who can't see it: `jobs`. */
  readonly what: string;
}

/** What an answer of the API looks like while it is not there, when it is, and when there is none. */
export function Answer<Data>({ query, children, what }: AnswerProps<Data>) {
  const { data, error, isPending, refetch } = query;
  if (data !== undefined) {
    return (
      <>
        {error && <Outdated problem={asProblem(error)} />}
        {children(data)}
      </>
    );
  }
  if (isPending) return <Loading what={what} />;
  return <Failure problem={asProblem(error)} again={() => void refetch()} />;
}

export function Loading({ what }: { what: string }) {
  return (
    <div className="loading" role="status">
      <span className="unseen">Loading {what}…</span>
      <span className="loading-line" />
      <span className="loading-line" />
      <span className="loading-line" />
    </div>
  );
}

function Outdated({ problem }: { problem: ApiProblem }) {
  return (
    <p className="notice notice-warning" role="status">
      This is as it was: {problem.message}
    </p>
  );
}

/** A problem in the place of what could not be shown. */
export function Failure({ problem, again }: { problem: ApiProblem; again?: () => void }) {
  if (problem.status === 403) return <NoPermission detail={problem.message} />;
  return (
    <div className="notice notice-error" role="alert">
      <strong>{problem.status === 404 ? 'There is no such thing here.' : 'This could not be loaded.'}</strong>
      <p>{problem.message}</p>
      {problem.errors.map(({ pointer, detail }) => (
        <p key={`${pointer} ${detail}`}>
          <code>{pointer}</code> {detail}
        </p>
      ))}
      {again && problem.status !== 404 && <Button onClick={again}>Try again</Button>}
    </div>
  );
}

/** In the place of what this role may not see. */
export function NoPermission({ detail }: { detail: string }) {
  return (
    <div className="empty">
      <p className="empty-title">Not for your role</p>
      <p>{detail}</p>
    </div>
  );
}

/** In the place of what there is none of, with what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}
