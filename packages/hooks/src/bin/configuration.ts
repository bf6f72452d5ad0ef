// What reads a configuration, as a file of its own beside the hook: loaded only where there is one.
export { addProject, loadConfiguration } from '@spoor/storage';
