# Settings and the two functions every folder uses. No logic lives anywhere else.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ZLIB REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Vulkan REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers -fno-math-errno)

# saddle_library(name [PUBLIC lib...] [PRIVATE lib...]): one static library of all *.cpp below the current folder.
# Include paths are from the repository root, so an include says which folder it comes from.
function(saddle_library name)
  cmake_parse_arguments(ARG "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT sources)  # a folder of headers only
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp "")
    set(sources ${CMAKE_CURRENT_BINARY_DIR}/empty.cpp)
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

# saddle_test(folder lib...): tests/<folder>/*.cpp as one GoogleTest program test_<folder>, each test a CTest case.
function(saddle_test folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${folder} ${sources})
  target_link_libraries(test_${folder} PRIVATE ${ARGN} GTest::gtest_main)
  target_compile_definitions(test_${folder} PRIVATE SADDLE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_compile_options(test_${folder} PRIVATE -O1)  # what is tested keeps the build's own; these compile in half the time
  if(TARGET saddle-selftest)  # looked for beside the program that opens a device
    add_dependencies(test_${folder} saddle-selftest)
  endif()
  set(alone "")
  if(folder STREQUAL runtime)  # measures times
    set(alone RUN_SERIAL TRUE)
  endif()
  gtest_discover_tests(test_${folder} DISCOVERY_MODE PRE_TEST TEST_PREFIX ${folder}. PROPERTIES TIMEOUT 600 ${alone})
endfunction()

# saddle_program_tests(folder): tests/<folder>/test_*.py, which run the built `saddle`; each file a CTest case. Debian's
# own Python sees Debian's numpy, onnx and torch. They share a home, so that sample digits and shaders are made once; the
# longest begin first (COST), short ones fill the end.
function(saddle_program_tests folder)
  file(GLOB files RELATIVE ${CMAKE_SOURCE_DIR}/tests/${folder} CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${folder}/test_*.py)
  foreach(file ${files})
    string(REGEX REPLACE "test_(.*)[.]py" "\\1" name ${file})
    add_test(NAME ${folder}.${name} COMMAND /usr/bin/python3 -B -m unittest tests.${folder}.test_${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${folder}.${name} PROPERTIES TIMEOUT 600 COST 50 ENVIRONMENT "SADDLE=$<TARGET_FILE:saddle>;SADDLE_TEST_HOME=${CMAKE_BINARY_DIR}/test-home")
  endforeach()
endfunction()
