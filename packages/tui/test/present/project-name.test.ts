import { describe, expect, test } from 'vitest';
import {
  distinctModelNames,
  distinctProjectNames,
  modelName,
  projectName,
} from '../../src/present/project-name.js';

describe('names', () => {
  test('of projects are as long as it takes to tell them apart', () => {
    const paths = ['/home/dev/shop', '/home/dev/blog'];
    expect(paths.map(distinctProjectNames(paths))).toEqual(['shop', 'blog']);
    const alike = ['/home/dev/shop/api', '/home/dev/blog/api', '/srv/tool'];
    expect(alike.map(distinctProjectNames(alike))).toEqual(['shop/api', 'blog/api', 'srv/tool']);
    const nested = ['/a/b', '/b'];
    expect(nested.map(distinctProjectNames(nested))).toEqual(['a/b', 'b']);
    expect(distinctProjectNames([])('/home/dev/shop')).toBe('/home/dev/shop');
    expect(projectName('/')).toBe('/');
  });

  test('of models are short where no two are the same then', () => {
    const models = ['claude-opus-4-5-20251101', 'claude-haiku-9', 'gpt-9'];
    expect(models.map(distinctModelNames(models))).toEqual(['opus-4-5', 'haiku-9', 'gpt-9']);
    const alike = ['claude-opus-4-5-20251101', 'claude-opus-4-5-20260101'];
    expect(alike.map(distinctModelNames(alike))).toEqual(alike);
    expect(modelName(null)).toBe('–');
  });
});
