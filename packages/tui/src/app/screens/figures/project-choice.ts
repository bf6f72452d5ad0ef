import type { ProjectSummary } from '@spoor/storage';
import { projectName } from '../../../present/project-name.js';
import { matcher } from '../../state/filter-text.js';

/** The next of the projects, and after the last one all of them. */
export function nextProject(
  projects: readonly ProjectSummary[],
  projectId: string | null,
): string | null {
  const place = projects.findIndex((project) => project.projectId === projectId);
  return projectId !== null && place < 0 ? null : (projects[place + 1]?.projectId ?? null);
}

/** The project that a text means: of those that hold it the last active, by name before by path. */
export function findProject(projects: readonly ProjectSummary[], text: string): string | null {
  const matches = matcher(text);
  const found =
    projects.find(({ projectId }) => matches(projectName(projectId))) ??
    projects.find(({ projectId }) => matches(projectId));
  return found?.projectId ?? null;
}
