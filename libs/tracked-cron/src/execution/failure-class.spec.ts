import { HttpException, ServiceUnavailableException } from '@nestjs/common';
import {
  AssertionError,
  ExecutionTimeoutError,
  PermanentError,
  PipelineError,
  TransientError,
} from './errors.js';
import { failureClassOf, isWorthAnother } from './failure-class.js';

class CardDeclined extends PermanentError {}

describe('what an attempt failed by', () => {
  const coded = (code: unknown) => Object.assign(new Error('no'), { code });
  const status = (properties: object) => Object.assign(new Error('no'), properties);

  it.each([
    'ECONNRESET',
    'ECONNREFUSED',
    'ETIMEDOUT',
    'EPIPE',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    '40001',
    '40P01',
    '57P01',
    '53300',
    '08006',
    '08P01',
  ])('passes by itself with the code %s', (code) => {
    expect(failureClassOf(coded(code), null)).toBe('transient');
  });

  it.each([408, 425, 429, 500, 502, 503, 504, 599])('passes by itself with HTTP %i', (code) => {
    expect(failureClassOf(status({ status: code }), null)).toBe('transient');
    expect(failureClassOf(status({ statusCode: code }), null)).toBe('transient');
    expect(failureClassOf(status({ response: { status: code } }), null)).toBe('transient');
  });

  it.each<[string, unknown]>([
    ['any error', new Error('no')],
    ['a unique violation', coded('23505')],
    ['an unknown host', coded('ENOTFOUND')],
    ['a code that only begins like one', coded('08 lines')],
    ['a number for a code', coded(40001)],
    ['HTTP 404', status({ status: 404 })],
    ['HTTP 600', status({ status: 600 })],
    ['a status that is a text', status({ status: '503' })],
    ['a refused assertion', new AssertionError('nothing imported')],
    ['a thrown text', 'ECONNRESET'],
    ['nothing', undefined],
  ])('is not known of %s', (_, thrown) => {
    expect(failureClassOf(thrown, null)).toBe('unclassified');
  });

  it.each<[string, unknown, string]>([
    ["Nest's own exceptions", new ServiceUnavailableException(), 'transient'],
    ["Nest's own exceptions of the caller's fault", new HttpException('no', 400), 'unclassified'],
    ['a timeout of the job', new ExecutionTimeoutError('job', 1_000), 'timeout'],
    ['what says so itself', new PermanentError('no such team'), 'permanent'],
    ['a subclass of it', new CardDeclined('no'), 'permanent'],
    ['a cause of it', new Error('import failed', { cause: new CardDeclined('no') }), 'permanent'],
    ['what says that it passes', new TransientError('busy'), 'transient'],
    ['itself before its cause', new TransientError('busy', { cause: new PermanentError('no') }), 'transient'],
    [
      'what is permanent in spite of its code',
      Object.assign(new PermanentError('no'), { status: 503 }),
      'permanent',
    ],
    ['a code of its cause', new Error('fetch failed', { cause: coded('ECONNRESET') }), 'transient'],
    ['a member of an aggregate', new AggregateError([new Error('a'), coded('ECONNREFUSED')]), 'transient'],
    ['the pipeline', new PipelineError('Guard failed'), 'pipeline'],
    ['the pipeline, for a known cause', new PipelineError('no', { cause: coded('ECONNRESET') }), 'transient'],
  ])('is known of %s', (_, thrown, expected) => {
    expect(failureClassOf(thrown, null)).toBe(expected);
  });

  it('is what the job says, before any code but after the error’s own word', () => {
    expect(failureClassOf(coded('ECONNRESET'), () => 'permanent')).toBe('permanent');
    expect(failureClassOf(new Error('no'), () => 'transient')).toBe('transient');
    expect(failureClassOf(new TransientError('busy'), () => 'permanent')).toBe('transient');
    expect(failureClassOf(coded('ECONNRESET'), () => undefined)).toBe('transient');
  });

  it('is asked of the job with what was thrown, in the handler or in front of it', () => {
    const asked: unknown[] = [];
    const classify = (error: unknown) => void asked.push(error);
    const cause = new Error('no connection');
    failureClassOf('a text', classify as () => undefined);
    failureClassOf(new PipelineError('Guard failed', { cause }), classify as () => undefined);
    expect(asked).toEqual(['a text', cause]);
  });

  it('is not asked of the job about its own timeout', () => {
    expect(failureClassOf(new ExecutionTimeoutError('job', 1), () => 'permanent')).toBe('timeout');
  });

  it('is as if the job had said nothing where its word is none, or fails', () => {
    expect(failureClassOf(coded('ETIMEDOUT'), () => 'maybe' as 'permanent')).toBe('transient');
    const throwing = () => {
      throw new Error('classify is broken');
    };
    expect(failureClassOf(new Error('no'), throwing)).toBe('unclassified');
  });

  it('never throws, whatever was thrown', () => {
    const hostile = new Proxy(new Error('no'), {
      get: () => {
        throw new Error('not for you');
      },
      getPrototypeOf: () => {
        throw new Error('nor this');
      },
    });
    expect(failureClassOf(hostile, null)).toBe('unclassified');
  });

  it.each([
    ['transient', true],
    ['timeout', true],
    ['unclassified', true],
    ['lost', true],
    ['permanent', false],
    ['pipeline', false],
  ] as const)('is worth another attempt when it is %s: %s', (failure, expected) => {
    expect(isWorthAnother(failure)).toBe(expected);
  });
});
