import { Test } from '@nestjs/testing';
import { getRepositoryToken } from '@nestjs/typeorm';
import { NewsletterService } from './newsletter.service';
import { Subscriber } from './subscriber.entity';

describe('NewsletterService', () => {
  it('counts its letters', async () => {
    const repository = { increment: jest.fn(), count: jest.fn().mockResolvedValue(3) };
    const testing = await Test.createTestingModule({
      providers: [NewsletterService, { provide: getRepositoryToken(Subscriber), useValue: repository }],
    }).compile();
    expect(await testing.get(NewsletterService).send()).toBe(3);
    expect(repository.increment).toHaveBeenCalledTimes(1);
  });
});
