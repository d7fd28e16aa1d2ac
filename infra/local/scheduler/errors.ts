/** What an EventBridge Scheduler call answers when it fails; `name` is the error name that AWS uses. */
export class SchedulerError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export const invalid = (message: string): SchedulerError =>
  new SchedulerError('ValidationException', message);
