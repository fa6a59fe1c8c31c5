import assert from 'node:assert/strict';
import { Pace, PATIENCE } from '../../../src/analyzer/sandbox/pace.ts';

describe('pace of the sandbox', () => {
  let wall = 0;
  let cpu = 0;
  let pace: Pace;
  /** Lets time go by, of which the process has the processor for a share. */
  const goesBy = (ms: number, share: number): void => {
    wall += ms;
    cpu += ms * share;
  };
  const works = (ms: number, share: number): void => {
    const began = pace.now();
    goesBy(ms, share);
    pace.worked(began);
  };

  beforeEach(() => {
    pace = new Pace(() => ({ wall, cpu }));
  });

  it('keeps limits as given on a machine that has nothing else to do', () => {
    assert.equal(pace.allow(100), 100);
    works(200, 1);
    assert.equal(pace.allow(100), 100);
    // Other threads of the process, such as the collector's, count too.
    works(500, 1.8);
    works(500, 0.9);
    assert.equal(pace.allow(100), 100);
  });

  it('allows for the share that the process gets', () => {
    works(300, 0.4);
    assert.ok(pace.allow(100) >= 250 && pace.allow(100) < 100 * PATIENCE, String(pace.allow(100)));
  });

  it('is patient up to a bound', () => {
    works(300, 0.01);
    assert.equal(pace.allow(100), 100 * PATIENCE);
    works(300, 0);
    assert.equal(pace.allow(100), 100 * PATIENCE);
  });

  it('makes nothing of a moment', () => {
    works(30, 0.1);
    assert.equal(pace.allow(100), 100);
  });

  it('forgets a crowd that has gone', () => {
    works(2000, 0.3);
    for (let i = 0; i < 12; i++) works(600, 1);
    assert.equal(pace.allow(100), 100);
  });

  it('tells work that had its time from work that waited, and then allows more than before', () => {
    const interrupted = (ms: number, share: number): boolean => {
      const began = pace.now();
      goesBy(pace.allow(ms), share);
      return pace.interrupted(began, ms);
    };
    assert.equal(interrupted(100, 0.99), false);
    for (let allowed = pace.allow(100), tries = 0; allowed < 100 * PATIENCE; tries++) {
      assert.ok(tries < 10);
      assert.equal(interrupted(100, 0.1), true);
      assert.ok(pace.allow(100) > allowed);
      allowed = pace.allow(100);
    }
  });
});
