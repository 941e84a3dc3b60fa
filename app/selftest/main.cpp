// saddle-selftest: checks the Vulkan CPU driver at the vector width that the environment asks for. Lies beside the
// programs, which run it once for each width, driver and CPU; it may crash without harm.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>

#include "engine/api/self_test.h"

int main() {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // no reason to go on when the asking program is gone
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    const auto test = saddle::runtime::self_test();
    if (!test.ok()) {
        std::printf("%s", test.error().message.c_str());
        return 1;
    }
    std::printf("%.4f %s", test->step_ms, test->driver.c_str());
    return 0;
}
