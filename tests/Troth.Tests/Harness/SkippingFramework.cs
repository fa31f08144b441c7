using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Troth.Tests.Harness;

/// <summary>
/// xunit 2 cannot skip a test once it runs. Here one that throws <see cref="SetupException"/> is reported as skipped with its
/// reason, so that what a machine lacks stays visible; in CI it fails.
/// </summary>
public sealed class SkippingFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assembly) => new Executor(assembly, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, sources, diagnostics)
    {
        protected override async void RunTestCases(IEnumerable<IXunitTestCase> cases, IMessageSink sink, ITestFrameworkExecutionOptions options)
        {
            // What recipes may name is known once the rooms are registered, as in the program; tests of reading have no other need of them.
            Rooms.Add(new ServiceCollection(), TrothSettings.From(_ => null));
            using var runner = new Runner(TestAssembly, cases, DiagnosticMessageSink, sink, options);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink sink, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, sink, options)
    {
        protected override IMessageBus CreateMessageBus() => new Bus(base.CreateMessageBus());
    }

    private sealed class Bus(IMessageBus inner) : IMessageBus
    {
        public bool QueueMessage(IMessageSinkMessage message) => inner.QueueMessage(
            message is ITestFailed failed && !Setup.Strict && failed.ExceptionTypes[0] == typeof(SetupException).FullName
                ? new TestSkipped(failed.Test, failed.Messages[0]) : message);

        public void Dispose() => inner.Dispose();
    }
}
