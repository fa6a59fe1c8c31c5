'use strict';

const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/**
 * Dots and failures for people; the counts, as JSON, for the test runner.
 * Option `counts`: the file to write them to.
 */
module.exports = class CountingReporter extends reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    this.countsFile = options.reporterOption?.counts ?? options.reporterOptions?.counts;
  }

  done(failures, finish) {
    const { passes, failures: failed } = this.stats;
    if (this.countsFile) writeFileSync(this.countsFile, JSON.stringify({ passed: passes, failed }));
    finish(failures);
  }
};
