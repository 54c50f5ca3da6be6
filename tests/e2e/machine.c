/* Faults of the machine for every process of a mesh, preloaded by the dynamic linker: writes to
 * files that take longer, and a wall clock that is off. How much is in a file that the test maps
 * too, so it begins and ends while the processes run. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { DELAY_US, CLOCK_NS, VALUES };

static volatile const int64_t *control;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("MACHINE_FAULTS");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *mapped = mmap(NULL, VALUES * sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) control = mapped;
    close(file);
}

static void wait_a_little(void) {
    if (!control || control[DELAY_US] <= 0) return;
    struct timespec pause = {control[DELAY_US] / 1000000, control[DELAY_US] % 1000000 * 1000};
    nanosleep(&pause, NULL);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite(int file, const void *from, size_t count, off_t at) {
    wait_a_little();
    return NEXT(pwrite)(file, from, count, at);
}

ssize_t pwrite64(int file, const void *from, size_t count, off64_t at) {
    wait_a_little();
    return NEXT(pwrite64)(file, from, count, at);
}

int fsync(int file) {
    wait_a_little();
    return NEXT(fsync)(file);
}

int fdatasync(int file) {
    wait_a_little();
    return NEXT(fdatasync)(file);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*next)(clockid_t, struct timespec *);
    if (!next) next = NEXT(clock_gettime);
    int result = next(clock, now);
    if (result == 0 && clock == CLOCK_REALTIME && control && control[CLOCK_NS]) {
        int64_t ns = (int64_t)now->tv_sec * 1000000000 + now->tv_nsec + control[CLOCK_NS];
        now->tv_sec = ns / 1000000000;
        now->tv_nsec = ns % 1000000000;
    }
    return result;
}
