// A child's output, and each way in which it can fail.
#include "engine/core/process.h"

#include <gtest/gtest.h>

#include <thread>

namespace saddle {
namespace {

using std::chrono::milliseconds;

Result<std::string> shell(const std::string& script, milliseconds timeout = milliseconds(20000)) {
    return run_process({{"/bin/sh", "-c", script}, {{"SADDLE_TEST_WORD", "blue"}}, timeout});
}

TEST(Process, GivesOutputAndSeesTheEnvironment) {
    const auto output = shell("printf \"$SADDLE_TEST_WORD $HOME\"; echo noise >&2");
    ASSERT_TRUE(output.ok()) << to_string(output.error());
    EXPECT_EQ(*output, std::string("blue ") + std::getenv("HOME"));
}

TEST(Process, FailuresSayHowItEnded) {
    const std::pair<const char*, const char*> cases[] = {{"echo 3 is not 4; exit 5", "code 5: 3 is not 4"}, {"kill -SEGV $$", "signal 11"}};
    for (const auto& [script, says] : cases) {
        const auto output = shell(script);
        ASSERT_FALSE(output.ok()) << script;
        EXPECT_NE(output.error().message.find(says), std::string::npos) << output.error().message;
    }
    const auto missing = run_process({{"/nowhere/at/all"}, {}, milliseconds(1000)});
    ASSERT_FALSE(missing.ok());
    EXPECT_NE(missing.error().message.find("/nowhere/at/all"), std::string::npos);
}

TEST(Process, WhatHangsIsKilledInTime) {
    for (const char* script : {"sleep 60", "exec >&-; sleep 60"}) {  // with its output open, and closed
        const auto begin = std::chrono::steady_clock::now();
        const auto output = shell(script, milliseconds(200));
        ASSERT_FALSE(output.ok());
        EXPECT_NE(output.error().message.find("did not end within 200 ms"), std::string::npos) << output.error().message;
        EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(10000));
    }
}

TEST(Process, LongOutputIsCutNotAwaitedForever) {
    const auto output = shell("head -c 1000000 /dev/zero");
    ASSERT_TRUE(output.ok()) << to_string(output.error());
    EXPECT_EQ(output->size(), size_t(64 << 10));
}

}  // namespace
}  // namespace saddle
