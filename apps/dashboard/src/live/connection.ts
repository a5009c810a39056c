import { io, type Socket } from 'socket.io-client';
import { afterDelta, ofSnapshot, type ChannelState } from './channel-state.js';
import {
  SPOKEN,
  type LiveAnswer,
  type LiveChannelName,
  type LiveDelta,
  type LiveHello,
  type LiveLag,
  type LiveLines,
  type LiveProblem,
  type LiveSnapshot,
} from './protocol.js';

/** Who follows a channel. */
export interface Follower {
  /** All of a channel, each time it has changed. */
  changed?(items: ReadonlyMap<string, unknown>): void;
  /** Lines of a log, as they come. */
  lines?(lines: LiveLines): void;
  /** The channel can't be followed, or no longer; the API says the same by REST. */
  refused?(detail: string): void;
}

interface Followed {
  readonly followers: Set<Follower>;
  state: ChannelState | null;
  /** Of a log, the last line that came. */
  position: string | undefined;
}

/**
 * The socket to whichever instance answers. What somebody follows is followed for all who want it, taken up again after each
 * reconnect from where it was, and asked for anew where something is missing in between.
 */
export class LiveConnection {
  private readonly channels = new Map<LiveChannelName, Followed>();
  private readonly listeners = new Set<() => void>();
  private socket: Socket | null = null;
  private connected = false;
  private heard = 0;

  constructor(
    private readonly url: string,
    private readonly socketPath: string,
    private readonly token: () => string | null,
  ) {}

  /** Whether changes come by themselves. */
  readonly isLive = () => this.connected;

  /** When the socket was last heard of; 0 for never. Milliseconds since the epoch. */
  readonly heardAt = () => this.heard;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  open(): void {
    if (this.socket !== null) return;
    const socket = io(this.url, {
      path: this.socketPath,
      transports: ['websocket'],
      auth: (give) => give({ token: this.token() ?? undefined }),
      reconnectionDelayMax: 10_000,
    });
    socket.on('hello', (hello: LiveHello) => this.greeted(hello));
    socket.on('snapshot', (snapshot: LiveSnapshot) => this.took(snapshot.channel, ofSnapshot(snapshot)));
    socket.on('delta', (delta: LiveDelta) => this.changed(delta));
    socket.on('lines', (lines: LiveLines) => this.logged(lines));
    socket.on('lag', ({ channel }: LiveLag) => this.ask(channel));
    socket.on('problem', ({ channel, problem }: LiveProblem) => this.refused(channel, problem.detail));
    socket.on('disconnect', (reason) => {
      this.is(false);
      // the server has closed it: what proved who we are may have ended, which the next request will show
      if (reason === 'io server disconnect') window.setTimeout(() => socket.connect(), 2_000);
    });
    socket.on('connect_error', () => {
      this.is(false);
      // a refusal by the server is final for socket.io; it may be about a moment only
      if (!socket.active) window.setTimeout(() => socket.connect(), 10_000);
    });
    this.socket = socket;
  }

  close(): void {
    this.socket?.disconnect();
    this.socket = null;
    this.is(false);
  }

  /** @returns ends it */
  follow(channel: LiveChannelName, follower: Follower, since?: string): () => void {
    const followed = this.channels.get(channel) ?? { followers: new Set(), state: null, position: since };
    const isNew = !this.channels.has(channel);
    this.channels.set(channel, followed);
    followed.followers.add(follower);
    if (isNew) this.ask(channel);
    else if (followed.state) follower.changed?.(followed.state.items);
    return () => this.unfollow(channel, followed, follower);
  }

  private unfollow(channel: LiveChannelName, followed: Followed, follower: Follower): void {
    followed.followers.delete(follower);
    if (followed.followers.size > 0) return;
    this.channels.delete(channel);
    if (this.connected) this.socket?.emit('unsubscribe', { channel });
  }

  private greeted({ protocol }: LiveHello): void {
    if (protocol !== SPOKEN) return this.close();
    this.is(true);
    for (const channel of this.channels.keys()) this.ask(channel);
  }

  private ask(channel: LiveChannelName): void {
    const followed = this.channels.get(channel);
    if (!this.connected || !followed || !this.socket) return;
    const { state, position } = followed;
    const since = state ? { epoch: state.epoch, seq: state.seq } : position;
    this.socket.emit('subscribe', { channel, ...(since && { since }) }, (answer: LiveAnswer) => {
      if (!answer.ok) this.refused(channel, answer.problem.detail);
    });
  }

  private took(channel: LiveChannelName, state: ChannelState): void {
    const followed = this.channels.get(channel);
    if (!followed) return;
    followed.state = state;
    for (const follower of followed.followers) follower.changed?.(state.items);
  }

  private changed(delta: LiveDelta): void {
    const followed = this.channels.get(delta.channel);
    if (!followed) return;
    const state = afterDelta(followed.state, delta);
    if (state) return this.took(delta.channel, state);
    followed.state = null;
    this.ask(delta.channel);
  }

  private logged(lines: LiveLines): void {
    const followed = this.channels.get(lines.channel);
    if (!followed) return;
    followed.position = lines.to ?? followed.position;
    for (const follower of followed.followers) follower.lines?.(lines);
  }

  private refused(channel: LiveChannelName | null, detail: string): void {
    if (channel === null) return;
    for (const follower of this.channels.get(channel)?.followers ?? []) follower.refused?.(detail);
  }

  private is(connected: boolean): void {
    if (this.connected === connected) return;
    this.connected = connected;
    this.heard = Date.now();
    for (const listener of this.listeners) listener();
  }
}
