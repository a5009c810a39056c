import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { asProblem } from '../api/problem.js';
import { answerOf, type Api } from '../api/client.js';
import { sessionQuery } from '../api/queries.js';
import { MeProvider, usePage } from '../app-context.js';
import { Failure, Loading } from '../parts/answer.js';
import { ClockProvider } from '../time/now.js';
import { broughtBy } from './session.js';
import { SignIn } from './sign-in.js';

interface GateProps {
  /** What to begin while it is asked who somebody is; not where the answer is known to be nobody. */
  readonly begin: () => void;
  readonly children: ReactNode;
}

/** Lets in whom the API knows, and asks others who they are. */
export function Gate({ begin, children }: GateProps) {
  const { session } = usePage();
  const link = useLink();
  const { token, refused } = useSyncExternalStore(session.subscribe, session.state);
  const client = useQueryClient();
  useEffect(() => {
    // what one person was shown, and was allowed, is not the next one's
    if (refused) client.clear();
  }, [refused, client]);
  if (link === 'being redeemed') return <Loading what="your session" />;
  if (refused) return <SignIn problem={link === null ? null : link.problem} />;
  return (
    <Known key={token} begin={begin}>
      {children}
    </Known>
  );
}

function Known({ begin, children }: GateProps) {
  const { api, host, live, session } = usePage();
  const { data, error, refetch } = useQuery(sessionQuery(api));
  useEffect(() => {
    if (host.signIn === 'host' || session.state().token !== null) begin();
  }, [begin, host, session]);
  const isKnown = data !== undefined;
  useEffect(() => {
    if (!isKnown || !host.live) return undefined;
    live.open();
    return () => live.close();
  }, [isKnown, host.live, live]);
  if (data) {
    return (
      <MeProvider value={data}>
        <ClockProvider serverTime={data.serverTime}>{children}</ClockProvider>
      </MeProvider>
    );
  }
  if (error) {
    return (
      <main className="sign-in">
        <Failure problem={asProblem(error)} again={() => void refetch()} />
      </main>
    );
  }
  return <Loading what="your session" />;
}

type Link = 'being redeemed' | { readonly problem: string | null } | null;

/** Enters with what a link has brought along, and takes it out of the address before anything else. */
function useLink(): Link {
  const { api, session } = usePage();
  const client = useQueryClient();
  const [brought] = useState(takeFromAddress);
  const [link, setLink] = useState<Link>(brought && 'ticket' in brought ? 'being redeemed' : null);
  useEffect(() => {
    if (brought === null) return undefined;
    client.clear();
    if ('token' in brought) {
      session.enter(brought.token);
      return undefined;
    }
    const enter = async (ticket: string) => {
      const answer = await redeem(api, ticket);
      if ('token' in answer) session.enter(answer.token);
      else if (session.state().token === null) session.leave();
      setLink('problem' in answer ? answer : null);
    };
    void enter(brought.ticket);
    return undefined;
  }, [api, brought, client, session]);
  return link;
}

/** What a ticket is good for, or why it is not. */
async function redeem(api: Api, ticket: string): Promise<{ token: string } | { problem: string }> {
  try {
    return await answerOf(api.POST('/session', { body: { ticket } }));
  } catch (error) {
    return { problem: asProblem(error).message };
  }
}

let taken: ReturnType<typeof broughtBy> | undefined;

function takeFromAddress(): ReturnType<typeof broughtBy> {
  taken ??= broughtBy(window.location.hash);
  if (window.location.hash !== '') {
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }
  return taken;
}
