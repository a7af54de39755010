const fileFaults: Readonly<Record<string, string>> = {
  ENOENT: '文件或目录不存在，请核对路径 no such file or folder: check the path',
  ENOTDIR: '路径中有一段不是目录，请核对路径 a part of the path is no folder: check the path',
  EISDIR: '是目录，不是文件，请写文件名 is a folder: name a file',
  EACCES: '无权访问，请核对权限 not permitted: check its permissions',
  EEXIST: '已存在，请换名或先移走 exists already: choose another name, or move it away',
  ENOSPC: '磁盘已满，请清理后重试 the disk is full: make room and ask again',
}

/** What went wrong in one line for people: faults of the file system with their cure, others in their own words. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as NodeJS.ErrnoException
  const cure = code !== undefined && Object.hasOwn(fileFaults, code) ? fileFaults[code] : undefined
  return cure === undefined || path === undefined ? error.message : `${path}：${cure} (${error.message})`
}
