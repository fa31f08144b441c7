[assembly: TestFramework("Troth.Tests.Harness.SkippingFramework", "Troth.Tests")]
