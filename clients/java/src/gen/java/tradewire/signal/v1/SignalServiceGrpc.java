package tradewire.signal.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Owns strategies and their state, the signals they give, scanners and
 * regimes. A strategy may run inside the service, or anywhere, in any
 * language, and publish its signals here.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class SignalServiceGrpc {

  private SignalServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "tradewire.signal.v1.SignalService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.ListStrategyTypesRequest,
      tradewire.signal.v1.ListStrategyTypesResponse> getListStrategyTypesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListStrategyTypes",
      requestType = tradewire.signal.v1.ListStrategyTypesRequest.class,
      responseType = tradewire.signal.v1.ListStrategyTypesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.ListStrategyTypesRequest,
      tradewire.signal.v1.ListStrategyTypesResponse> getListStrategyTypesMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.ListStrategyTypesRequest, tradewire.signal.v1.ListStrategyTypesResponse> getListStrategyTypesMethod;
    if ((getListStrategyTypesMethod = SignalServiceGrpc.getListStrategyTypesMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getListStrategyTypesMethod = SignalServiceGrpc.getListStrategyTypesMethod) == null) {
          SignalServiceGrpc.getListStrategyTypesMethod = getListStrategyTypesMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.ListStrategyTypesRequest, tradewire.signal.v1.ListStrategyTypesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListStrategyTypes"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListStrategyTypesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListStrategyTypesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("ListStrategyTypes"))
              .build();
        }
      }
    }
    return getListStrategyTypesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.GetStrategyRequest,
      tradewire.signal.v1.Strategy> getGetStrategyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetStrategy",
      requestType = tradewire.signal.v1.GetStrategyRequest.class,
      responseType = tradewire.signal.v1.Strategy.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.GetStrategyRequest,
      tradewire.signal.v1.Strategy> getGetStrategyMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.GetStrategyRequest, tradewire.signal.v1.Strategy> getGetStrategyMethod;
    if ((getGetStrategyMethod = SignalServiceGrpc.getGetStrategyMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getGetStrategyMethod = SignalServiceGrpc.getGetStrategyMethod) == null) {
          SignalServiceGrpc.getGetStrategyMethod = getGetStrategyMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.GetStrategyRequest, tradewire.signal.v1.Strategy>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetStrategy"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.GetStrategyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Strategy.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("GetStrategy"))
              .build();
        }
      }
    }
    return getGetStrategyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.ListStrategiesRequest,
      tradewire.signal.v1.ListStrategiesResponse> getListStrategiesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListStrategies",
      requestType = tradewire.signal.v1.ListStrategiesRequest.class,
      responseType = tradewire.signal.v1.ListStrategiesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.ListStrategiesRequest,
      tradewire.signal.v1.ListStrategiesResponse> getListStrategiesMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.ListStrategiesRequest, tradewire.signal.v1.ListStrategiesResponse> getListStrategiesMethod;
    if ((getListStrategiesMethod = SignalServiceGrpc.getListStrategiesMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getListStrategiesMethod = SignalServiceGrpc.getListStrategiesMethod) == null) {
          SignalServiceGrpc.getListStrategiesMethod = getListStrategiesMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.ListStrategiesRequest, tradewire.signal.v1.ListStrategiesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListStrategies"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListStrategiesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListStrategiesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("ListStrategies"))
              .build();
        }
      }
    }
    return getListStrategiesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.CreateStrategyRequest,
      tradewire.signal.v1.Strategy> getCreateStrategyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateStrategy",
      requestType = tradewire.signal.v1.CreateStrategyRequest.class,
      responseType = tradewire.signal.v1.Strategy.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.CreateStrategyRequest,
      tradewire.signal.v1.Strategy> getCreateStrategyMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.CreateStrategyRequest, tradewire.signal.v1.Strategy> getCreateStrategyMethod;
    if ((getCreateStrategyMethod = SignalServiceGrpc.getCreateStrategyMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getCreateStrategyMethod = SignalServiceGrpc.getCreateStrategyMethod) == null) {
          SignalServiceGrpc.getCreateStrategyMethod = getCreateStrategyMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.CreateStrategyRequest, tradewire.signal.v1.Strategy>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateStrategy"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.CreateStrategyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Strategy.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("CreateStrategy"))
              .build();
        }
      }
    }
    return getCreateStrategyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.UpdateStrategyRequest,
      tradewire.signal.v1.Strategy> getUpdateStrategyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateStrategy",
      requestType = tradewire.signal.v1.UpdateStrategyRequest.class,
      responseType = tradewire.signal.v1.Strategy.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.UpdateStrategyRequest,
      tradewire.signal.v1.Strategy> getUpdateStrategyMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.UpdateStrategyRequest, tradewire.signal.v1.Strategy> getUpdateStrategyMethod;
    if ((getUpdateStrategyMethod = SignalServiceGrpc.getUpdateStrategyMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getUpdateStrategyMethod = SignalServiceGrpc.getUpdateStrategyMethod) == null) {
          SignalServiceGrpc.getUpdateStrategyMethod = getUpdateStrategyMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.UpdateStrategyRequest, tradewire.signal.v1.Strategy>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateStrategy"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.UpdateStrategyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Strategy.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("UpdateStrategy"))
              .build();
        }
      }
    }
    return getUpdateStrategyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.DeleteStrategyRequest,
      tradewire.signal.v1.Strategy> getDeleteStrategyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteStrategy",
      requestType = tradewire.signal.v1.DeleteStrategyRequest.class,
      responseType = tradewire.signal.v1.Strategy.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.DeleteStrategyRequest,
      tradewire.signal.v1.Strategy> getDeleteStrategyMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.DeleteStrategyRequest, tradewire.signal.v1.Strategy> getDeleteStrategyMethod;
    if ((getDeleteStrategyMethod = SignalServiceGrpc.getDeleteStrategyMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getDeleteStrategyMethod = SignalServiceGrpc.getDeleteStrategyMethod) == null) {
          SignalServiceGrpc.getDeleteStrategyMethod = getDeleteStrategyMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.DeleteStrategyRequest, tradewire.signal.v1.Strategy>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteStrategy"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.DeleteStrategyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Strategy.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("DeleteStrategy"))
              .build();
        }
      }
    }
    return getDeleteStrategyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.UndeleteStrategyRequest,
      tradewire.signal.v1.Strategy> getUndeleteStrategyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UndeleteStrategy",
      requestType = tradewire.signal.v1.UndeleteStrategyRequest.class,
      responseType = tradewire.signal.v1.Strategy.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.UndeleteStrategyRequest,
      tradewire.signal.v1.Strategy> getUndeleteStrategyMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.UndeleteStrategyRequest, tradewire.signal.v1.Strategy> getUndeleteStrategyMethod;
    if ((getUndeleteStrategyMethod = SignalServiceGrpc.getUndeleteStrategyMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getUndeleteStrategyMethod = SignalServiceGrpc.getUndeleteStrategyMethod) == null) {
          SignalServiceGrpc.getUndeleteStrategyMethod = getUndeleteStrategyMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.UndeleteStrategyRequest, tradewire.signal.v1.Strategy>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UndeleteStrategy"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.UndeleteStrategyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Strategy.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("UndeleteStrategy"))
              .build();
        }
      }
    }
    return getUndeleteStrategyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.StartStrategyRequest,
      tradewire.signal.v1.Strategy> getStartStrategyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StartStrategy",
      requestType = tradewire.signal.v1.StartStrategyRequest.class,
      responseType = tradewire.signal.v1.Strategy.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.StartStrategyRequest,
      tradewire.signal.v1.Strategy> getStartStrategyMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.StartStrategyRequest, tradewire.signal.v1.Strategy> getStartStrategyMethod;
    if ((getStartStrategyMethod = SignalServiceGrpc.getStartStrategyMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getStartStrategyMethod = SignalServiceGrpc.getStartStrategyMethod) == null) {
          SignalServiceGrpc.getStartStrategyMethod = getStartStrategyMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.StartStrategyRequest, tradewire.signal.v1.Strategy>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StartStrategy"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.StartStrategyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Strategy.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("StartStrategy"))
              .build();
        }
      }
    }
    return getStartStrategyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.StopStrategyRequest,
      tradewire.signal.v1.Strategy> getStopStrategyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StopStrategy",
      requestType = tradewire.signal.v1.StopStrategyRequest.class,
      responseType = tradewire.signal.v1.Strategy.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.StopStrategyRequest,
      tradewire.signal.v1.Strategy> getStopStrategyMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.StopStrategyRequest, tradewire.signal.v1.Strategy> getStopStrategyMethod;
    if ((getStopStrategyMethod = SignalServiceGrpc.getStopStrategyMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getStopStrategyMethod = SignalServiceGrpc.getStopStrategyMethod) == null) {
          SignalServiceGrpc.getStopStrategyMethod = getStopStrategyMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.StopStrategyRequest, tradewire.signal.v1.Strategy>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StopStrategy"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.StopStrategyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Strategy.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("StopStrategy"))
              .build();
        }
      }
    }
    return getStopStrategyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.PauseStrategyRequest,
      tradewire.signal.v1.Strategy> getPauseStrategyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PauseStrategy",
      requestType = tradewire.signal.v1.PauseStrategyRequest.class,
      responseType = tradewire.signal.v1.Strategy.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.PauseStrategyRequest,
      tradewire.signal.v1.Strategy> getPauseStrategyMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.PauseStrategyRequest, tradewire.signal.v1.Strategy> getPauseStrategyMethod;
    if ((getPauseStrategyMethod = SignalServiceGrpc.getPauseStrategyMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getPauseStrategyMethod = SignalServiceGrpc.getPauseStrategyMethod) == null) {
          SignalServiceGrpc.getPauseStrategyMethod = getPauseStrategyMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.PauseStrategyRequest, tradewire.signal.v1.Strategy>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PauseStrategy"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.PauseStrategyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Strategy.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("PauseStrategy"))
              .build();
        }
      }
    }
    return getPauseStrategyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.GetStrategyPerformanceRequest,
      tradewire.signal.v1.StrategyPerformance> getGetStrategyPerformanceMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetStrategyPerformance",
      requestType = tradewire.signal.v1.GetStrategyPerformanceRequest.class,
      responseType = tradewire.signal.v1.StrategyPerformance.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.GetStrategyPerformanceRequest,
      tradewire.signal.v1.StrategyPerformance> getGetStrategyPerformanceMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.GetStrategyPerformanceRequest, tradewire.signal.v1.StrategyPerformance> getGetStrategyPerformanceMethod;
    if ((getGetStrategyPerformanceMethod = SignalServiceGrpc.getGetStrategyPerformanceMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getGetStrategyPerformanceMethod = SignalServiceGrpc.getGetStrategyPerformanceMethod) == null) {
          SignalServiceGrpc.getGetStrategyPerformanceMethod = getGetStrategyPerformanceMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.GetStrategyPerformanceRequest, tradewire.signal.v1.StrategyPerformance>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetStrategyPerformance"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.GetStrategyPerformanceRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.StrategyPerformance.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("GetStrategyPerformance"))
              .build();
        }
      }
    }
    return getGetStrategyPerformanceMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.GetSignalRequest,
      tradewire.signal.v1.Signal> getGetSignalMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetSignal",
      requestType = tradewire.signal.v1.GetSignalRequest.class,
      responseType = tradewire.signal.v1.Signal.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.GetSignalRequest,
      tradewire.signal.v1.Signal> getGetSignalMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.GetSignalRequest, tradewire.signal.v1.Signal> getGetSignalMethod;
    if ((getGetSignalMethod = SignalServiceGrpc.getGetSignalMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getGetSignalMethod = SignalServiceGrpc.getGetSignalMethod) == null) {
          SignalServiceGrpc.getGetSignalMethod = getGetSignalMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.GetSignalRequest, tradewire.signal.v1.Signal>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetSignal"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.GetSignalRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Signal.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("GetSignal"))
              .build();
        }
      }
    }
    return getGetSignalMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.ListSignalsRequest,
      tradewire.signal.v1.ListSignalsResponse> getListSignalsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListSignals",
      requestType = tradewire.signal.v1.ListSignalsRequest.class,
      responseType = tradewire.signal.v1.ListSignalsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.ListSignalsRequest,
      tradewire.signal.v1.ListSignalsResponse> getListSignalsMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.ListSignalsRequest, tradewire.signal.v1.ListSignalsResponse> getListSignalsMethod;
    if ((getListSignalsMethod = SignalServiceGrpc.getListSignalsMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getListSignalsMethod = SignalServiceGrpc.getListSignalsMethod) == null) {
          SignalServiceGrpc.getListSignalsMethod = getListSignalsMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.ListSignalsRequest, tradewire.signal.v1.ListSignalsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListSignals"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListSignalsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListSignalsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("ListSignals"))
              .build();
        }
      }
    }
    return getListSignalsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.StreamSignalsRequest,
      tradewire.signal.v1.StreamSignalsResponse> getStreamSignalsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamSignals",
      requestType = tradewire.signal.v1.StreamSignalsRequest.class,
      responseType = tradewire.signal.v1.StreamSignalsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.StreamSignalsRequest,
      tradewire.signal.v1.StreamSignalsResponse> getStreamSignalsMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.StreamSignalsRequest, tradewire.signal.v1.StreamSignalsResponse> getStreamSignalsMethod;
    if ((getStreamSignalsMethod = SignalServiceGrpc.getStreamSignalsMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getStreamSignalsMethod = SignalServiceGrpc.getStreamSignalsMethod) == null) {
          SignalServiceGrpc.getStreamSignalsMethod = getStreamSignalsMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.StreamSignalsRequest, tradewire.signal.v1.StreamSignalsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamSignals"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.StreamSignalsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.StreamSignalsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("StreamSignals"))
              .build();
        }
      }
    }
    return getStreamSignalsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.PublishSignalRequest,
      tradewire.signal.v1.Signal> getPublishSignalMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PublishSignal",
      requestType = tradewire.signal.v1.PublishSignalRequest.class,
      responseType = tradewire.signal.v1.Signal.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.PublishSignalRequest,
      tradewire.signal.v1.Signal> getPublishSignalMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.PublishSignalRequest, tradewire.signal.v1.Signal> getPublishSignalMethod;
    if ((getPublishSignalMethod = SignalServiceGrpc.getPublishSignalMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getPublishSignalMethod = SignalServiceGrpc.getPublishSignalMethod) == null) {
          SignalServiceGrpc.getPublishSignalMethod = getPublishSignalMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.PublishSignalRequest, tradewire.signal.v1.Signal>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PublishSignal"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.PublishSignalRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Signal.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("PublishSignal"))
              .build();
        }
      }
    }
    return getPublishSignalMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.ApproveSignalRequest,
      tradewire.signal.v1.Signal> getApproveSignalMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ApproveSignal",
      requestType = tradewire.signal.v1.ApproveSignalRequest.class,
      responseType = tradewire.signal.v1.Signal.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.ApproveSignalRequest,
      tradewire.signal.v1.Signal> getApproveSignalMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.ApproveSignalRequest, tradewire.signal.v1.Signal> getApproveSignalMethod;
    if ((getApproveSignalMethod = SignalServiceGrpc.getApproveSignalMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getApproveSignalMethod = SignalServiceGrpc.getApproveSignalMethod) == null) {
          SignalServiceGrpc.getApproveSignalMethod = getApproveSignalMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.ApproveSignalRequest, tradewire.signal.v1.Signal>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ApproveSignal"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ApproveSignalRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Signal.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("ApproveSignal"))
              .build();
        }
      }
    }
    return getApproveSignalMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.DeclineSignalRequest,
      tradewire.signal.v1.Signal> getDeclineSignalMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeclineSignal",
      requestType = tradewire.signal.v1.DeclineSignalRequest.class,
      responseType = tradewire.signal.v1.Signal.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.DeclineSignalRequest,
      tradewire.signal.v1.Signal> getDeclineSignalMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.DeclineSignalRequest, tradewire.signal.v1.Signal> getDeclineSignalMethod;
    if ((getDeclineSignalMethod = SignalServiceGrpc.getDeclineSignalMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getDeclineSignalMethod = SignalServiceGrpc.getDeclineSignalMethod) == null) {
          SignalServiceGrpc.getDeclineSignalMethod = getDeclineSignalMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.DeclineSignalRequest, tradewire.signal.v1.Signal>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeclineSignal"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.DeclineSignalRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Signal.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("DeclineSignal"))
              .build();
        }
      }
    }
    return getDeclineSignalMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.ListScannerTypesRequest,
      tradewire.signal.v1.ListScannerTypesResponse> getListScannerTypesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListScannerTypes",
      requestType = tradewire.signal.v1.ListScannerTypesRequest.class,
      responseType = tradewire.signal.v1.ListScannerTypesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.ListScannerTypesRequest,
      tradewire.signal.v1.ListScannerTypesResponse> getListScannerTypesMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.ListScannerTypesRequest, tradewire.signal.v1.ListScannerTypesResponse> getListScannerTypesMethod;
    if ((getListScannerTypesMethod = SignalServiceGrpc.getListScannerTypesMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getListScannerTypesMethod = SignalServiceGrpc.getListScannerTypesMethod) == null) {
          SignalServiceGrpc.getListScannerTypesMethod = getListScannerTypesMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.ListScannerTypesRequest, tradewire.signal.v1.ListScannerTypesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListScannerTypes"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListScannerTypesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListScannerTypesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("ListScannerTypes"))
              .build();
        }
      }
    }
    return getListScannerTypesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.GetScannerRequest,
      tradewire.signal.v1.Scanner> getGetScannerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetScanner",
      requestType = tradewire.signal.v1.GetScannerRequest.class,
      responseType = tradewire.signal.v1.Scanner.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.GetScannerRequest,
      tradewire.signal.v1.Scanner> getGetScannerMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.GetScannerRequest, tradewire.signal.v1.Scanner> getGetScannerMethod;
    if ((getGetScannerMethod = SignalServiceGrpc.getGetScannerMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getGetScannerMethod = SignalServiceGrpc.getGetScannerMethod) == null) {
          SignalServiceGrpc.getGetScannerMethod = getGetScannerMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.GetScannerRequest, tradewire.signal.v1.Scanner>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetScanner"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.GetScannerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Scanner.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("GetScanner"))
              .build();
        }
      }
    }
    return getGetScannerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.ListScannersRequest,
      tradewire.signal.v1.ListScannersResponse> getListScannersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListScanners",
      requestType = tradewire.signal.v1.ListScannersRequest.class,
      responseType = tradewire.signal.v1.ListScannersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.ListScannersRequest,
      tradewire.signal.v1.ListScannersResponse> getListScannersMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.ListScannersRequest, tradewire.signal.v1.ListScannersResponse> getListScannersMethod;
    if ((getListScannersMethod = SignalServiceGrpc.getListScannersMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getListScannersMethod = SignalServiceGrpc.getListScannersMethod) == null) {
          SignalServiceGrpc.getListScannersMethod = getListScannersMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.ListScannersRequest, tradewire.signal.v1.ListScannersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListScanners"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListScannersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListScannersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("ListScanners"))
              .build();
        }
      }
    }
    return getListScannersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.CreateScannerRequest,
      tradewire.signal.v1.Scanner> getCreateScannerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateScanner",
      requestType = tradewire.signal.v1.CreateScannerRequest.class,
      responseType = tradewire.signal.v1.Scanner.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.CreateScannerRequest,
      tradewire.signal.v1.Scanner> getCreateScannerMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.CreateScannerRequest, tradewire.signal.v1.Scanner> getCreateScannerMethod;
    if ((getCreateScannerMethod = SignalServiceGrpc.getCreateScannerMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getCreateScannerMethod = SignalServiceGrpc.getCreateScannerMethod) == null) {
          SignalServiceGrpc.getCreateScannerMethod = getCreateScannerMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.CreateScannerRequest, tradewire.signal.v1.Scanner>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateScanner"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.CreateScannerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Scanner.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("CreateScanner"))
              .build();
        }
      }
    }
    return getCreateScannerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.UpdateScannerRequest,
      tradewire.signal.v1.Scanner> getUpdateScannerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateScanner",
      requestType = tradewire.signal.v1.UpdateScannerRequest.class,
      responseType = tradewire.signal.v1.Scanner.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.UpdateScannerRequest,
      tradewire.signal.v1.Scanner> getUpdateScannerMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.UpdateScannerRequest, tradewire.signal.v1.Scanner> getUpdateScannerMethod;
    if ((getUpdateScannerMethod = SignalServiceGrpc.getUpdateScannerMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getUpdateScannerMethod = SignalServiceGrpc.getUpdateScannerMethod) == null) {
          SignalServiceGrpc.getUpdateScannerMethod = getUpdateScannerMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.UpdateScannerRequest, tradewire.signal.v1.Scanner>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateScanner"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.UpdateScannerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Scanner.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("UpdateScanner"))
              .build();
        }
      }
    }
    return getUpdateScannerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.DeleteScannerRequest,
      tradewire.signal.v1.Scanner> getDeleteScannerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteScanner",
      requestType = tradewire.signal.v1.DeleteScannerRequest.class,
      responseType = tradewire.signal.v1.Scanner.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.DeleteScannerRequest,
      tradewire.signal.v1.Scanner> getDeleteScannerMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.DeleteScannerRequest, tradewire.signal.v1.Scanner> getDeleteScannerMethod;
    if ((getDeleteScannerMethod = SignalServiceGrpc.getDeleteScannerMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getDeleteScannerMethod = SignalServiceGrpc.getDeleteScannerMethod) == null) {
          SignalServiceGrpc.getDeleteScannerMethod = getDeleteScannerMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.DeleteScannerRequest, tradewire.signal.v1.Scanner>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteScanner"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.DeleteScannerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Scanner.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("DeleteScanner"))
              .build();
        }
      }
    }
    return getDeleteScannerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.UndeleteScannerRequest,
      tradewire.signal.v1.Scanner> getUndeleteScannerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UndeleteScanner",
      requestType = tradewire.signal.v1.UndeleteScannerRequest.class,
      responseType = tradewire.signal.v1.Scanner.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.UndeleteScannerRequest,
      tradewire.signal.v1.Scanner> getUndeleteScannerMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.UndeleteScannerRequest, tradewire.signal.v1.Scanner> getUndeleteScannerMethod;
    if ((getUndeleteScannerMethod = SignalServiceGrpc.getUndeleteScannerMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getUndeleteScannerMethod = SignalServiceGrpc.getUndeleteScannerMethod) == null) {
          SignalServiceGrpc.getUndeleteScannerMethod = getUndeleteScannerMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.UndeleteScannerRequest, tradewire.signal.v1.Scanner>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UndeleteScanner"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.UndeleteScannerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Scanner.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("UndeleteScanner"))
              .build();
        }
      }
    }
    return getUndeleteScannerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.RunScannerRequest,
      tradewire.signal.v1.ScanResult> getRunScannerMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RunScanner",
      requestType = tradewire.signal.v1.RunScannerRequest.class,
      responseType = tradewire.signal.v1.ScanResult.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.RunScannerRequest,
      tradewire.signal.v1.ScanResult> getRunScannerMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.RunScannerRequest, tradewire.signal.v1.ScanResult> getRunScannerMethod;
    if ((getRunScannerMethod = SignalServiceGrpc.getRunScannerMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getRunScannerMethod = SignalServiceGrpc.getRunScannerMethod) == null) {
          SignalServiceGrpc.getRunScannerMethod = getRunScannerMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.RunScannerRequest, tradewire.signal.v1.ScanResult>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RunScanner"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.RunScannerRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ScanResult.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("RunScanner"))
              .build();
        }
      }
    }
    return getRunScannerMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.ListScanResultsRequest,
      tradewire.signal.v1.ListScanResultsResponse> getListScanResultsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListScanResults",
      requestType = tradewire.signal.v1.ListScanResultsRequest.class,
      responseType = tradewire.signal.v1.ListScanResultsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.ListScanResultsRequest,
      tradewire.signal.v1.ListScanResultsResponse> getListScanResultsMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.ListScanResultsRequest, tradewire.signal.v1.ListScanResultsResponse> getListScanResultsMethod;
    if ((getListScanResultsMethod = SignalServiceGrpc.getListScanResultsMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getListScanResultsMethod = SignalServiceGrpc.getListScanResultsMethod) == null) {
          SignalServiceGrpc.getListScanResultsMethod = getListScanResultsMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.ListScanResultsRequest, tradewire.signal.v1.ListScanResultsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListScanResults"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListScanResultsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListScanResultsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("ListScanResults"))
              .build();
        }
      }
    }
    return getListScanResultsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.StreamScanResultsRequest,
      tradewire.signal.v1.StreamScanResultsResponse> getStreamScanResultsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamScanResults",
      requestType = tradewire.signal.v1.StreamScanResultsRequest.class,
      responseType = tradewire.signal.v1.StreamScanResultsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.StreamScanResultsRequest,
      tradewire.signal.v1.StreamScanResultsResponse> getStreamScanResultsMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.StreamScanResultsRequest, tradewire.signal.v1.StreamScanResultsResponse> getStreamScanResultsMethod;
    if ((getStreamScanResultsMethod = SignalServiceGrpc.getStreamScanResultsMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getStreamScanResultsMethod = SignalServiceGrpc.getStreamScanResultsMethod) == null) {
          SignalServiceGrpc.getStreamScanResultsMethod = getStreamScanResultsMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.StreamScanResultsRequest, tradewire.signal.v1.StreamScanResultsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamScanResults"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.StreamScanResultsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.StreamScanResultsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("StreamScanResults"))
              .build();
        }
      }
    }
    return getStreamScanResultsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.GetRegimeRequest,
      tradewire.signal.v1.Regime> getGetRegimeMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetRegime",
      requestType = tradewire.signal.v1.GetRegimeRequest.class,
      responseType = tradewire.signal.v1.Regime.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.GetRegimeRequest,
      tradewire.signal.v1.Regime> getGetRegimeMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.GetRegimeRequest, tradewire.signal.v1.Regime> getGetRegimeMethod;
    if ((getGetRegimeMethod = SignalServiceGrpc.getGetRegimeMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getGetRegimeMethod = SignalServiceGrpc.getGetRegimeMethod) == null) {
          SignalServiceGrpc.getGetRegimeMethod = getGetRegimeMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.GetRegimeRequest, tradewire.signal.v1.Regime>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetRegime"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.GetRegimeRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.Regime.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("GetRegime"))
              .build();
        }
      }
    }
    return getGetRegimeMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.ListRegimesRequest,
      tradewire.signal.v1.ListRegimesResponse> getListRegimesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListRegimes",
      requestType = tradewire.signal.v1.ListRegimesRequest.class,
      responseType = tradewire.signal.v1.ListRegimesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.ListRegimesRequest,
      tradewire.signal.v1.ListRegimesResponse> getListRegimesMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.ListRegimesRequest, tradewire.signal.v1.ListRegimesResponse> getListRegimesMethod;
    if ((getListRegimesMethod = SignalServiceGrpc.getListRegimesMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getListRegimesMethod = SignalServiceGrpc.getListRegimesMethod) == null) {
          SignalServiceGrpc.getListRegimesMethod = getListRegimesMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.ListRegimesRequest, tradewire.signal.v1.ListRegimesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListRegimes"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListRegimesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListRegimesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("ListRegimes"))
              .build();
        }
      }
    }
    return getListRegimesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.ListRegimeChangesRequest,
      tradewire.signal.v1.ListRegimeChangesResponse> getListRegimeChangesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListRegimeChanges",
      requestType = tradewire.signal.v1.ListRegimeChangesRequest.class,
      responseType = tradewire.signal.v1.ListRegimeChangesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.ListRegimeChangesRequest,
      tradewire.signal.v1.ListRegimeChangesResponse> getListRegimeChangesMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.ListRegimeChangesRequest, tradewire.signal.v1.ListRegimeChangesResponse> getListRegimeChangesMethod;
    if ((getListRegimeChangesMethod = SignalServiceGrpc.getListRegimeChangesMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getListRegimeChangesMethod = SignalServiceGrpc.getListRegimeChangesMethod) == null) {
          SignalServiceGrpc.getListRegimeChangesMethod = getListRegimeChangesMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.ListRegimeChangesRequest, tradewire.signal.v1.ListRegimeChangesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListRegimeChanges"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListRegimeChangesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.ListRegimeChangesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("ListRegimeChanges"))
              .build();
        }
      }
    }
    return getListRegimeChangesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<tradewire.signal.v1.StreamRegimesRequest,
      tradewire.signal.v1.StreamRegimesResponse> getStreamRegimesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StreamRegimes",
      requestType = tradewire.signal.v1.StreamRegimesRequest.class,
      responseType = tradewire.signal.v1.StreamRegimesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<tradewire.signal.v1.StreamRegimesRequest,
      tradewire.signal.v1.StreamRegimesResponse> getStreamRegimesMethod() {
    io.grpc.MethodDescriptor<tradewire.signal.v1.StreamRegimesRequest, tradewire.signal.v1.StreamRegimesResponse> getStreamRegimesMethod;
    if ((getStreamRegimesMethod = SignalServiceGrpc.getStreamRegimesMethod) == null) {
      synchronized (SignalServiceGrpc.class) {
        if ((getStreamRegimesMethod = SignalServiceGrpc.getStreamRegimesMethod) == null) {
          SignalServiceGrpc.getStreamRegimesMethod = getStreamRegimesMethod =
              io.grpc.MethodDescriptor.<tradewire.signal.v1.StreamRegimesRequest, tradewire.signal.v1.StreamRegimesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StreamRegimes"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.StreamRegimesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  tradewire.signal.v1.StreamRegimesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new SignalServiceMethodDescriptorSupplier("StreamRegimes"))
              .build();
        }
      }
    }
    return getStreamRegimesMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static SignalServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SignalServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SignalServiceStub>() {
        @java.lang.Override
        public SignalServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SignalServiceStub(channel, callOptions);
        }
      };
    return SignalServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static SignalServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SignalServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SignalServiceBlockingV2Stub>() {
        @java.lang.Override
        public SignalServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SignalServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return SignalServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static SignalServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SignalServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SignalServiceBlockingStub>() {
        @java.lang.Override
        public SignalServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SignalServiceBlockingStub(channel, callOptions);
        }
      };
    return SignalServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static SignalServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<SignalServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<SignalServiceFutureStub>() {
        @java.lang.Override
        public SignalServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new SignalServiceFutureStub(channel, callOptions);
        }
      };
    return SignalServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Owns strategies and their state, the signals they give, scanners and
   * regimes. A strategy may run inside the service, or anywhere, in any
   * language, and publish its signals here.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists the kinds of strategy that can be run, with their parameters.
     * </pre>
     */
    default void listStrategyTypes(tradewire.signal.v1.ListStrategyTypesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListStrategyTypesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListStrategyTypesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a strategy with its state. NOT_FOUND where there is none.
     * </pre>
     */
    default void getStrategy(tradewire.signal.v1.GetStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetStrategyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists strategies, by id.
     * </pre>
     */
    default void listStrategies(tradewire.signal.v1.ListStrategiesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListStrategiesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListStrategiesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Creates a strategy, STOPPED. ALREADY_EXISTS where the id is taken,
     * INVALID_ARGUMENT naming each parameter that its type refuses.
     * </pre>
     */
    default void createStrategy(tradewire.signal.v1.CreateStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateStrategyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes the masked settings of a strategy. ABORTED where the etag is an
     * older one. FAILED_PRECONDITION where it runs and its run depends on them, or
     * where the service's own configuration declares it.
     * </pre>
     */
    default void updateStrategy(tradewire.signal.v1.UpdateStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateStrategyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a strategy that does not run; it can be undeleted.
     * FAILED_PRECONDITION while it runs, or where the service's own configuration
     * declares it.
     * </pre>
     */
    default void deleteStrategy(tradewire.signal.v1.DeleteStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteStrategyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Takes a deletion back; the strategy is STOPPED.
     * </pre>
     */
    default void undeleteStrategy(tradewire.signal.v1.UndeleteStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUndeleteStrategyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Starts a strategy, takes a pause back, or tries a failed one again. It
     * continues from its saved state and gives no signal twice.
     * </pre>
     */
    default void startStrategy(tradewire.signal.v1.StartStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStartStrategyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Stops a strategy after the input it is handling. Its orders and positions
     * stay.
     * </pre>
     */
    default void stopStrategy(tradewire.signal.v1.StopStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStopStrategyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Pauses a running strategy: its indicators stay current, its signals are
     * dropped. FAILED_PRECONDITION where it is not running.
     * </pre>
     */
    default void pauseStrategy(tradewire.signal.v1.PauseStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPauseStrategyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Tells how a strategy did over a span of time. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    default void getStrategyPerformance(tradewire.signal.v1.GetStrategyPerformanceRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.StrategyPerformance> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetStrategyPerformanceMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a signal with its evidence and what became of it.
     * </pre>
     */
    default void getSignal(tradewire.signal.v1.GetSignalRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetSignalMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists signals, newest first.
     * </pre>
     */
    default void listSignals(tradewire.signal.v1.ListSignalsRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListSignalsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListSignalsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams the events of one strategy, resumable without loss, or of all of
     * them from now on. The same events as on the bus.
     * </pre>
     */
    default void streamSignals(tradewire.signal.v1.StreamSignalsRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.StreamSignalsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamSignalsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives a signal for a strategy that lives outside. It is committed when
     * the call returns; what became of it comes with StreamSignals.
     * </pre>
     */
    default void publishSignal(tradewire.signal.v1.PublishSignalRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPublishSignalMethod(), responseObserver);
    }

    /**
     * <pre>
     * Approves a signal that waits for it.
     * </pre>
     */
    default void approveSignal(tradewire.signal.v1.ApproveSignalRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getApproveSignalMethod(), responseObserver);
    }

    /**
     * <pre>
     * Declines a signal that waits for approval.
     * </pre>
     */
    default void declineSignal(tradewire.signal.v1.DeclineSignalRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeclineSignalMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the kinds of scanner that can be run. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    default void listScannerTypes(tradewire.signal.v1.ListScannerTypesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListScannerTypesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListScannerTypesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gets a scanner. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void getScanner(tradewire.signal.v1.GetScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetScannerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists scanners, by id. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listScanners(tradewire.signal.v1.ListScannersRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListScannersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListScannersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Creates a scanner. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void createScanner(tradewire.signal.v1.CreateScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateScannerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes the masked settings of a scanner. ABORTED where the etag is an
     * older one. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void updateScanner(tradewire.signal.v1.UpdateScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateScannerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a scanner; it can be undeleted for 30 days. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    default void deleteScanner(tradewire.signal.v1.DeleteScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteScannerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Takes a deletion back. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void undeleteScanner(tradewire.signal.v1.UndeleteScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUndeleteScannerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Scans once, now, and returns what was found. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    default void runScanner(tradewire.signal.v1.RunScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ScanResult> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRunScannerMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists a scanner's results, newest first. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    default void listScanResults(tradewire.signal.v1.ListScanResultsRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListScanResultsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListScanResultsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams a scanner's results as they come, resumable without loss. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void streamScanResults(tradewire.signal.v1.StreamScanResultsRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.StreamScanResultsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamScanResultsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Tells how one instrument's market behaves now. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    default void getRegime(tradewire.signal.v1.GetRegimeRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Regime> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetRegimeMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists how markets behave now, by instrument. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    default void listRegimes(tradewire.signal.v1.ListRegimesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListRegimesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListRegimesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the regimes that an instrument went through, newest first. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void listRegimeChanges(tradewire.signal.v1.ListRegimeChangesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListRegimeChangesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListRegimeChangesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams changes of regime of one instrument, resumable without loss, or of
     * all of them from now on. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    default void streamRegimes(tradewire.signal.v1.StreamRegimesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.StreamRegimesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStreamRegimesMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service SignalService.
   * <pre>
   * Owns strategies and their state, the signals they give, scanners and
   * regimes. A strategy may run inside the service, or anywhere, in any
   * language, and publish its signals here.
   * </pre>
   */
  public static abstract class SignalServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return SignalServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service SignalService.
   * <pre>
   * Owns strategies and their state, the signals they give, scanners and
   * regimes. A strategy may run inside the service, or anywhere, in any
   * language, and publish its signals here.
   * </pre>
   */
  public static final class SignalServiceStub
      extends io.grpc.stub.AbstractAsyncStub<SignalServiceStub> {
    private SignalServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SignalServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SignalServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the kinds of strategy that can be run, with their parameters.
     * </pre>
     */
    public void listStrategyTypes(tradewire.signal.v1.ListStrategyTypesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListStrategyTypesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListStrategyTypesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a strategy with its state. NOT_FOUND where there is none.
     * </pre>
     */
    public void getStrategy(tradewire.signal.v1.GetStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetStrategyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists strategies, by id.
     * </pre>
     */
    public void listStrategies(tradewire.signal.v1.ListStrategiesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListStrategiesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListStrategiesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Creates a strategy, STOPPED. ALREADY_EXISTS where the id is taken,
     * INVALID_ARGUMENT naming each parameter that its type refuses.
     * </pre>
     */
    public void createStrategy(tradewire.signal.v1.CreateStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateStrategyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes the masked settings of a strategy. ABORTED where the etag is an
     * older one. FAILED_PRECONDITION where it runs and its run depends on them, or
     * where the service's own configuration declares it.
     * </pre>
     */
    public void updateStrategy(tradewire.signal.v1.UpdateStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateStrategyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a strategy that does not run; it can be undeleted.
     * FAILED_PRECONDITION while it runs, or where the service's own configuration
     * declares it.
     * </pre>
     */
    public void deleteStrategy(tradewire.signal.v1.DeleteStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteStrategyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Takes a deletion back; the strategy is STOPPED.
     * </pre>
     */
    public void undeleteStrategy(tradewire.signal.v1.UndeleteStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUndeleteStrategyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Starts a strategy, takes a pause back, or tries a failed one again. It
     * continues from its saved state and gives no signal twice.
     * </pre>
     */
    public void startStrategy(tradewire.signal.v1.StartStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStartStrategyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Stops a strategy after the input it is handling. Its orders and positions
     * stay.
     * </pre>
     */
    public void stopStrategy(tradewire.signal.v1.StopStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStopStrategyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Pauses a running strategy: its indicators stay current, its signals are
     * dropped. FAILED_PRECONDITION where it is not running.
     * </pre>
     */
    public void pauseStrategy(tradewire.signal.v1.PauseStrategyRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPauseStrategyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Tells how a strategy did over a span of time. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public void getStrategyPerformance(tradewire.signal.v1.GetStrategyPerformanceRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.StrategyPerformance> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetStrategyPerformanceMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a signal with its evidence and what became of it.
     * </pre>
     */
    public void getSignal(tradewire.signal.v1.GetSignalRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetSignalMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists signals, newest first.
     * </pre>
     */
    public void listSignals(tradewire.signal.v1.ListSignalsRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListSignalsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListSignalsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams the events of one strategy, resumable without loss, or of all of
     * them from now on. The same events as on the bus.
     * </pre>
     */
    public void streamSignals(tradewire.signal.v1.StreamSignalsRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.StreamSignalsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamSignalsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives a signal for a strategy that lives outside. It is committed when
     * the call returns; what became of it comes with StreamSignals.
     * </pre>
     */
    public void publishSignal(tradewire.signal.v1.PublishSignalRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPublishSignalMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Approves a signal that waits for it.
     * </pre>
     */
    public void approveSignal(tradewire.signal.v1.ApproveSignalRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getApproveSignalMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Declines a signal that waits for approval.
     * </pre>
     */
    public void declineSignal(tradewire.signal.v1.DeclineSignalRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeclineSignalMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the kinds of scanner that can be run. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public void listScannerTypes(tradewire.signal.v1.ListScannerTypesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListScannerTypesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListScannerTypesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gets a scanner. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void getScanner(tradewire.signal.v1.GetScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetScannerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists scanners, by id. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listScanners(tradewire.signal.v1.ListScannersRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListScannersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListScannersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Creates a scanner. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void createScanner(tradewire.signal.v1.CreateScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateScannerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes the masked settings of a scanner. ABORTED where the etag is an
     * older one. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void updateScanner(tradewire.signal.v1.UpdateScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateScannerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a scanner; it can be undeleted for 30 days. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public void deleteScanner(tradewire.signal.v1.DeleteScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteScannerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Takes a deletion back. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void undeleteScanner(tradewire.signal.v1.UndeleteScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUndeleteScannerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Scans once, now, and returns what was found. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public void runScanner(tradewire.signal.v1.RunScannerRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ScanResult> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRunScannerMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists a scanner's results, newest first. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public void listScanResults(tradewire.signal.v1.ListScanResultsRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListScanResultsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListScanResultsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams a scanner's results as they come, resumable without loss. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void streamScanResults(tradewire.signal.v1.StreamScanResultsRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.StreamScanResultsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamScanResultsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Tells how one instrument's market behaves now. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public void getRegime(tradewire.signal.v1.GetRegimeRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.Regime> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetRegimeMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists how markets behave now, by instrument. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public void listRegimes(tradewire.signal.v1.ListRegimesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListRegimesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListRegimesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the regimes that an instrument went through, newest first. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void listRegimeChanges(tradewire.signal.v1.ListRegimeChangesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.ListRegimeChangesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListRegimeChangesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams changes of regime of one instrument, resumable without loss, or of
     * all of them from now on. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public void streamRegimes(tradewire.signal.v1.StreamRegimesRequest request,
        io.grpc.stub.StreamObserver<tradewire.signal.v1.StreamRegimesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getStreamRegimesMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service SignalService.
   * <pre>
   * Owns strategies and their state, the signals they give, scanners and
   * regimes. A strategy may run inside the service, or anywhere, in any
   * language, and publish its signals here.
   * </pre>
   */
  public static final class SignalServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<SignalServiceBlockingV2Stub> {
    private SignalServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SignalServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SignalServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the kinds of strategy that can be run, with their parameters.
     * </pre>
     */
    public tradewire.signal.v1.ListStrategyTypesResponse listStrategyTypes(tradewire.signal.v1.ListStrategyTypesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListStrategyTypesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a strategy with its state. NOT_FOUND where there is none.
     * </pre>
     */
    public tradewire.signal.v1.Strategy getStrategy(tradewire.signal.v1.GetStrategyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists strategies, by id.
     * </pre>
     */
    public tradewire.signal.v1.ListStrategiesResponse listStrategies(tradewire.signal.v1.ListStrategiesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListStrategiesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a strategy, STOPPED. ALREADY_EXISTS where the id is taken,
     * INVALID_ARGUMENT naming each parameter that its type refuses.
     * </pre>
     */
    public tradewire.signal.v1.Strategy createStrategy(tradewire.signal.v1.CreateStrategyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes the masked settings of a strategy. ABORTED where the etag is an
     * older one. FAILED_PRECONDITION where it runs and its run depends on them, or
     * where the service's own configuration declares it.
     * </pre>
     */
    public tradewire.signal.v1.Strategy updateStrategy(tradewire.signal.v1.UpdateStrategyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a strategy that does not run; it can be undeleted.
     * FAILED_PRECONDITION while it runs, or where the service's own configuration
     * declares it.
     * </pre>
     */
    public tradewire.signal.v1.Strategy deleteStrategy(tradewire.signal.v1.DeleteStrategyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes a deletion back; the strategy is STOPPED.
     * </pre>
     */
    public tradewire.signal.v1.Strategy undeleteStrategy(tradewire.signal.v1.UndeleteStrategyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUndeleteStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts a strategy, takes a pause back, or tries a failed one again. It
     * continues from its saved state and gives no signal twice.
     * </pre>
     */
    public tradewire.signal.v1.Strategy startStrategy(tradewire.signal.v1.StartStrategyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStartStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops a strategy after the input it is handling. Its orders and positions
     * stay.
     * </pre>
     */
    public tradewire.signal.v1.Strategy stopStrategy(tradewire.signal.v1.StopStrategyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStopStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Pauses a running strategy: its indicators stay current, its signals are
     * dropped. FAILED_PRECONDITION where it is not running.
     * </pre>
     */
    public tradewire.signal.v1.Strategy pauseStrategy(tradewire.signal.v1.PauseStrategyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPauseStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how a strategy did over a span of time. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public tradewire.signal.v1.StrategyPerformance getStrategyPerformance(tradewire.signal.v1.GetStrategyPerformanceRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetStrategyPerformanceMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a signal with its evidence and what became of it.
     * </pre>
     */
    public tradewire.signal.v1.Signal getSignal(tradewire.signal.v1.GetSignalRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetSignalMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists signals, newest first.
     * </pre>
     */
    public tradewire.signal.v1.ListSignalsResponse listSignals(tradewire.signal.v1.ListSignalsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListSignalsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the events of one strategy, resumable without loss, or of all of
     * them from now on. The same events as on the bus.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.signal.v1.StreamSignalsResponse>
        streamSignals(tradewire.signal.v1.StreamSignalsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamSignalsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives a signal for a strategy that lives outside. It is committed when
     * the call returns; what became of it comes with StreamSignals.
     * </pre>
     */
    public tradewire.signal.v1.Signal publishSignal(tradewire.signal.v1.PublishSignalRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPublishSignalMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Approves a signal that waits for it.
     * </pre>
     */
    public tradewire.signal.v1.Signal approveSignal(tradewire.signal.v1.ApproveSignalRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getApproveSignalMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Declines a signal that waits for approval.
     * </pre>
     */
    public tradewire.signal.v1.Signal declineSignal(tradewire.signal.v1.DeclineSignalRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeclineSignalMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the kinds of scanner that can be run. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public tradewire.signal.v1.ListScannerTypesResponse listScannerTypes(tradewire.signal.v1.ListScannerTypesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListScannerTypesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a scanner. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.Scanner getScanner(tradewire.signal.v1.GetScannerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists scanners, by id. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.ListScannersResponse listScanners(tradewire.signal.v1.ListScannersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListScannersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a scanner. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.Scanner createScanner(tradewire.signal.v1.CreateScannerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes the masked settings of a scanner. ABORTED where the etag is an
     * older one. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.Scanner updateScanner(tradewire.signal.v1.UpdateScannerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a scanner; it can be undeleted for 30 days. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.signal.v1.Scanner deleteScanner(tradewire.signal.v1.DeleteScannerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes a deletion back. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.Scanner undeleteScanner(tradewire.signal.v1.UndeleteScannerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUndeleteScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Scans once, now, and returns what was found. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public tradewire.signal.v1.ScanResult runScanner(tradewire.signal.v1.RunScannerRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRunScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a scanner's results, newest first. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.signal.v1.ListScanResultsResponse listScanResults(tradewire.signal.v1.ListScanResultsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListScanResultsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams a scanner's results as they come, resumable without loss. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.signal.v1.StreamScanResultsResponse>
        streamScanResults(tradewire.signal.v1.StreamScanResultsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamScanResultsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how one instrument's market behaves now. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public tradewire.signal.v1.Regime getRegime(tradewire.signal.v1.GetRegimeRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetRegimeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists how markets behave now, by instrument. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public tradewire.signal.v1.ListRegimesResponse listRegimes(tradewire.signal.v1.ListRegimesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListRegimesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the regimes that an instrument went through, newest first. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.ListRegimeChangesResponse listRegimeChanges(tradewire.signal.v1.ListRegimeChangesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListRegimeChangesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams changes of regime of one instrument, resumable without loss, or of
     * all of them from now on. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, tradewire.signal.v1.StreamRegimesResponse>
        streamRegimes(tradewire.signal.v1.StreamRegimesRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getStreamRegimesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service SignalService.
   * <pre>
   * Owns strategies and their state, the signals they give, scanners and
   * regimes. A strategy may run inside the service, or anywhere, in any
   * language, and publish its signals here.
   * </pre>
   */
  public static final class SignalServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<SignalServiceBlockingStub> {
    private SignalServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SignalServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SignalServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the kinds of strategy that can be run, with their parameters.
     * </pre>
     */
    public tradewire.signal.v1.ListStrategyTypesResponse listStrategyTypes(tradewire.signal.v1.ListStrategyTypesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListStrategyTypesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a strategy with its state. NOT_FOUND where there is none.
     * </pre>
     */
    public tradewire.signal.v1.Strategy getStrategy(tradewire.signal.v1.GetStrategyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists strategies, by id.
     * </pre>
     */
    public tradewire.signal.v1.ListStrategiesResponse listStrategies(tradewire.signal.v1.ListStrategiesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListStrategiesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a strategy, STOPPED. ALREADY_EXISTS where the id is taken,
     * INVALID_ARGUMENT naming each parameter that its type refuses.
     * </pre>
     */
    public tradewire.signal.v1.Strategy createStrategy(tradewire.signal.v1.CreateStrategyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes the masked settings of a strategy. ABORTED where the etag is an
     * older one. FAILED_PRECONDITION where it runs and its run depends on them, or
     * where the service's own configuration declares it.
     * </pre>
     */
    public tradewire.signal.v1.Strategy updateStrategy(tradewire.signal.v1.UpdateStrategyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a strategy that does not run; it can be undeleted.
     * FAILED_PRECONDITION while it runs, or where the service's own configuration
     * declares it.
     * </pre>
     */
    public tradewire.signal.v1.Strategy deleteStrategy(tradewire.signal.v1.DeleteStrategyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes a deletion back; the strategy is STOPPED.
     * </pre>
     */
    public tradewire.signal.v1.Strategy undeleteStrategy(tradewire.signal.v1.UndeleteStrategyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUndeleteStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts a strategy, takes a pause back, or tries a failed one again. It
     * continues from its saved state and gives no signal twice.
     * </pre>
     */
    public tradewire.signal.v1.Strategy startStrategy(tradewire.signal.v1.StartStrategyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStartStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops a strategy after the input it is handling. Its orders and positions
     * stay.
     * </pre>
     */
    public tradewire.signal.v1.Strategy stopStrategy(tradewire.signal.v1.StopStrategyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStopStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Pauses a running strategy: its indicators stay current, its signals are
     * dropped. FAILED_PRECONDITION where it is not running.
     * </pre>
     */
    public tradewire.signal.v1.Strategy pauseStrategy(tradewire.signal.v1.PauseStrategyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPauseStrategyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how a strategy did over a span of time. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public tradewire.signal.v1.StrategyPerformance getStrategyPerformance(tradewire.signal.v1.GetStrategyPerformanceRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetStrategyPerformanceMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a signal with its evidence and what became of it.
     * </pre>
     */
    public tradewire.signal.v1.Signal getSignal(tradewire.signal.v1.GetSignalRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetSignalMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists signals, newest first.
     * </pre>
     */
    public tradewire.signal.v1.ListSignalsResponse listSignals(tradewire.signal.v1.ListSignalsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListSignalsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the events of one strategy, resumable without loss, or of all of
     * them from now on. The same events as on the bus.
     * </pre>
     */
    public java.util.Iterator<tradewire.signal.v1.StreamSignalsResponse> streamSignals(
        tradewire.signal.v1.StreamSignalsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamSignalsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives a signal for a strategy that lives outside. It is committed when
     * the call returns; what became of it comes with StreamSignals.
     * </pre>
     */
    public tradewire.signal.v1.Signal publishSignal(tradewire.signal.v1.PublishSignalRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPublishSignalMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Approves a signal that waits for it.
     * </pre>
     */
    public tradewire.signal.v1.Signal approveSignal(tradewire.signal.v1.ApproveSignalRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getApproveSignalMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Declines a signal that waits for approval.
     * </pre>
     */
    public tradewire.signal.v1.Signal declineSignal(tradewire.signal.v1.DeclineSignalRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeclineSignalMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the kinds of scanner that can be run. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public tradewire.signal.v1.ListScannerTypesResponse listScannerTypes(tradewire.signal.v1.ListScannerTypesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListScannerTypesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gets a scanner. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.Scanner getScanner(tradewire.signal.v1.GetScannerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists scanners, by id. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.ListScannersResponse listScanners(tradewire.signal.v1.ListScannersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListScannersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a scanner. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.Scanner createScanner(tradewire.signal.v1.CreateScannerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes the masked settings of a scanner. ABORTED where the etag is an
     * older one. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.Scanner updateScanner(tradewire.signal.v1.UpdateScannerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a scanner; it can be undeleted for 30 days. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public tradewire.signal.v1.Scanner deleteScanner(tradewire.signal.v1.DeleteScannerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes a deletion back. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.Scanner undeleteScanner(tradewire.signal.v1.UndeleteScannerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUndeleteScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Scans once, now, and returns what was found. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public tradewire.signal.v1.ScanResult runScanner(tradewire.signal.v1.RunScannerRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRunScannerMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a scanner's results, newest first. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public tradewire.signal.v1.ListScanResultsResponse listScanResults(tradewire.signal.v1.ListScanResultsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListScanResultsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams a scanner's results as they come, resumable without loss. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public java.util.Iterator<tradewire.signal.v1.StreamScanResultsResponse> streamScanResults(
        tradewire.signal.v1.StreamScanResultsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamScanResultsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how one instrument's market behaves now. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public tradewire.signal.v1.Regime getRegime(tradewire.signal.v1.GetRegimeRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetRegimeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists how markets behave now, by instrument. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public tradewire.signal.v1.ListRegimesResponse listRegimes(tradewire.signal.v1.ListRegimesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListRegimesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the regimes that an instrument went through, newest first. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public tradewire.signal.v1.ListRegimeChangesResponse listRegimeChanges(tradewire.signal.v1.ListRegimeChangesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListRegimeChangesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams changes of regime of one instrument, resumable without loss, or of
     * all of them from now on. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public java.util.Iterator<tradewire.signal.v1.StreamRegimesResponse> streamRegimes(
        tradewire.signal.v1.StreamRegimesRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getStreamRegimesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service SignalService.
   * <pre>
   * Owns strategies and their state, the signals they give, scanners and
   * regimes. A strategy may run inside the service, or anywhere, in any
   * language, and publish its signals here.
   * </pre>
   */
  public static final class SignalServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<SignalServiceFutureStub> {
    private SignalServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected SignalServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new SignalServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the kinds of strategy that can be run, with their parameters.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.ListStrategyTypesResponse> listStrategyTypes(
        tradewire.signal.v1.ListStrategyTypesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListStrategyTypesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a strategy with its state. NOT_FOUND where there is none.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Strategy> getStrategy(
        tradewire.signal.v1.GetStrategyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetStrategyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists strategies, by id.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.ListStrategiesResponse> listStrategies(
        tradewire.signal.v1.ListStrategiesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListStrategiesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Creates a strategy, STOPPED. ALREADY_EXISTS where the id is taken,
     * INVALID_ARGUMENT naming each parameter that its type refuses.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Strategy> createStrategy(
        tradewire.signal.v1.CreateStrategyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateStrategyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes the masked settings of a strategy. ABORTED where the etag is an
     * older one. FAILED_PRECONDITION where it runs and its run depends on them, or
     * where the service's own configuration declares it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Strategy> updateStrategy(
        tradewire.signal.v1.UpdateStrategyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateStrategyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a strategy that does not run; it can be undeleted.
     * FAILED_PRECONDITION while it runs, or where the service's own configuration
     * declares it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Strategy> deleteStrategy(
        tradewire.signal.v1.DeleteStrategyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteStrategyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Takes a deletion back; the strategy is STOPPED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Strategy> undeleteStrategy(
        tradewire.signal.v1.UndeleteStrategyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUndeleteStrategyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Starts a strategy, takes a pause back, or tries a failed one again. It
     * continues from its saved state and gives no signal twice.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Strategy> startStrategy(
        tradewire.signal.v1.StartStrategyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStartStrategyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Stops a strategy after the input it is handling. Its orders and positions
     * stay.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Strategy> stopStrategy(
        tradewire.signal.v1.StopStrategyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStopStrategyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Pauses a running strategy: its indicators stay current, its signals are
     * dropped. FAILED_PRECONDITION where it is not running.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Strategy> pauseStrategy(
        tradewire.signal.v1.PauseStrategyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPauseStrategyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Tells how a strategy did over a span of time. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.StrategyPerformance> getStrategyPerformance(
        tradewire.signal.v1.GetStrategyPerformanceRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetStrategyPerformanceMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a signal with its evidence and what became of it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Signal> getSignal(
        tradewire.signal.v1.GetSignalRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetSignalMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists signals, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.ListSignalsResponse> listSignals(
        tradewire.signal.v1.ListSignalsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListSignalsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives a signal for a strategy that lives outside. It is committed when
     * the call returns; what became of it comes with StreamSignals.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Signal> publishSignal(
        tradewire.signal.v1.PublishSignalRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPublishSignalMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Approves a signal that waits for it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Signal> approveSignal(
        tradewire.signal.v1.ApproveSignalRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getApproveSignalMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Declines a signal that waits for approval.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Signal> declineSignal(
        tradewire.signal.v1.DeclineSignalRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeclineSignalMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the kinds of scanner that can be run. Answers UNIMPLEMENTED until it
     * is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.ListScannerTypesResponse> listScannerTypes(
        tradewire.signal.v1.ListScannerTypesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListScannerTypesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gets a scanner. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Scanner> getScanner(
        tradewire.signal.v1.GetScannerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetScannerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists scanners, by id. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.ListScannersResponse> listScanners(
        tradewire.signal.v1.ListScannersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListScannersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Creates a scanner. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Scanner> createScanner(
        tradewire.signal.v1.CreateScannerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateScannerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes the masked settings of a scanner. ABORTED where the etag is an
     * older one. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Scanner> updateScanner(
        tradewire.signal.v1.UpdateScannerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateScannerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a scanner; it can be undeleted for 30 days. Answers UNIMPLEMENTED
     * until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Scanner> deleteScanner(
        tradewire.signal.v1.DeleteScannerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteScannerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Takes a deletion back. Answers UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Scanner> undeleteScanner(
        tradewire.signal.v1.UndeleteScannerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUndeleteScannerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Scans once, now, and returns what was found. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.ScanResult> runScanner(
        tradewire.signal.v1.RunScannerRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRunScannerMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists a scanner's results, newest first. Answers UNIMPLEMENTED until it is
     * built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.ListScanResultsResponse> listScanResults(
        tradewire.signal.v1.ListScanResultsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListScanResultsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Tells how one instrument's market behaves now. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.Regime> getRegime(
        tradewire.signal.v1.GetRegimeRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetRegimeMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists how markets behave now, by instrument. Answers UNIMPLEMENTED until
     * it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.ListRegimesResponse> listRegimes(
        tradewire.signal.v1.ListRegimesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListRegimesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the regimes that an instrument went through, newest first. Answers
     * UNIMPLEMENTED until it is built.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<tradewire.signal.v1.ListRegimeChangesResponse> listRegimeChanges(
        tradewire.signal.v1.ListRegimeChangesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListRegimeChangesMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST_STRATEGY_TYPES = 0;
  private static final int METHODID_GET_STRATEGY = 1;
  private static final int METHODID_LIST_STRATEGIES = 2;
  private static final int METHODID_CREATE_STRATEGY = 3;
  private static final int METHODID_UPDATE_STRATEGY = 4;
  private static final int METHODID_DELETE_STRATEGY = 5;
  private static final int METHODID_UNDELETE_STRATEGY = 6;
  private static final int METHODID_START_STRATEGY = 7;
  private static final int METHODID_STOP_STRATEGY = 8;
  private static final int METHODID_PAUSE_STRATEGY = 9;
  private static final int METHODID_GET_STRATEGY_PERFORMANCE = 10;
  private static final int METHODID_GET_SIGNAL = 11;
  private static final int METHODID_LIST_SIGNALS = 12;
  private static final int METHODID_STREAM_SIGNALS = 13;
  private static final int METHODID_PUBLISH_SIGNAL = 14;
  private static final int METHODID_APPROVE_SIGNAL = 15;
  private static final int METHODID_DECLINE_SIGNAL = 16;
  private static final int METHODID_LIST_SCANNER_TYPES = 17;
  private static final int METHODID_GET_SCANNER = 18;
  private static final int METHODID_LIST_SCANNERS = 19;
  private static final int METHODID_CREATE_SCANNER = 20;
  private static final int METHODID_UPDATE_SCANNER = 21;
  private static final int METHODID_DELETE_SCANNER = 22;
  private static final int METHODID_UNDELETE_SCANNER = 23;
  private static final int METHODID_RUN_SCANNER = 24;
  private static final int METHODID_LIST_SCAN_RESULTS = 25;
  private static final int METHODID_STREAM_SCAN_RESULTS = 26;
  private static final int METHODID_GET_REGIME = 27;
  private static final int METHODID_LIST_REGIMES = 28;
  private static final int METHODID_LIST_REGIME_CHANGES = 29;
  private static final int METHODID_STREAM_REGIMES = 30;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_LIST_STRATEGY_TYPES:
          serviceImpl.listStrategyTypes((tradewire.signal.v1.ListStrategyTypesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.ListStrategyTypesResponse>) responseObserver);
          break;
        case METHODID_GET_STRATEGY:
          serviceImpl.getStrategy((tradewire.signal.v1.GetStrategyRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy>) responseObserver);
          break;
        case METHODID_LIST_STRATEGIES:
          serviceImpl.listStrategies((tradewire.signal.v1.ListStrategiesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.ListStrategiesResponse>) responseObserver);
          break;
        case METHODID_CREATE_STRATEGY:
          serviceImpl.createStrategy((tradewire.signal.v1.CreateStrategyRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy>) responseObserver);
          break;
        case METHODID_UPDATE_STRATEGY:
          serviceImpl.updateStrategy((tradewire.signal.v1.UpdateStrategyRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy>) responseObserver);
          break;
        case METHODID_DELETE_STRATEGY:
          serviceImpl.deleteStrategy((tradewire.signal.v1.DeleteStrategyRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy>) responseObserver);
          break;
        case METHODID_UNDELETE_STRATEGY:
          serviceImpl.undeleteStrategy((tradewire.signal.v1.UndeleteStrategyRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy>) responseObserver);
          break;
        case METHODID_START_STRATEGY:
          serviceImpl.startStrategy((tradewire.signal.v1.StartStrategyRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy>) responseObserver);
          break;
        case METHODID_STOP_STRATEGY:
          serviceImpl.stopStrategy((tradewire.signal.v1.StopStrategyRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy>) responseObserver);
          break;
        case METHODID_PAUSE_STRATEGY:
          serviceImpl.pauseStrategy((tradewire.signal.v1.PauseStrategyRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Strategy>) responseObserver);
          break;
        case METHODID_GET_STRATEGY_PERFORMANCE:
          serviceImpl.getStrategyPerformance((tradewire.signal.v1.GetStrategyPerformanceRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.StrategyPerformance>) responseObserver);
          break;
        case METHODID_GET_SIGNAL:
          serviceImpl.getSignal((tradewire.signal.v1.GetSignalRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal>) responseObserver);
          break;
        case METHODID_LIST_SIGNALS:
          serviceImpl.listSignals((tradewire.signal.v1.ListSignalsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.ListSignalsResponse>) responseObserver);
          break;
        case METHODID_STREAM_SIGNALS:
          serviceImpl.streamSignals((tradewire.signal.v1.StreamSignalsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.StreamSignalsResponse>) responseObserver);
          break;
        case METHODID_PUBLISH_SIGNAL:
          serviceImpl.publishSignal((tradewire.signal.v1.PublishSignalRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal>) responseObserver);
          break;
        case METHODID_APPROVE_SIGNAL:
          serviceImpl.approveSignal((tradewire.signal.v1.ApproveSignalRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal>) responseObserver);
          break;
        case METHODID_DECLINE_SIGNAL:
          serviceImpl.declineSignal((tradewire.signal.v1.DeclineSignalRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Signal>) responseObserver);
          break;
        case METHODID_LIST_SCANNER_TYPES:
          serviceImpl.listScannerTypes((tradewire.signal.v1.ListScannerTypesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.ListScannerTypesResponse>) responseObserver);
          break;
        case METHODID_GET_SCANNER:
          serviceImpl.getScanner((tradewire.signal.v1.GetScannerRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner>) responseObserver);
          break;
        case METHODID_LIST_SCANNERS:
          serviceImpl.listScanners((tradewire.signal.v1.ListScannersRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.ListScannersResponse>) responseObserver);
          break;
        case METHODID_CREATE_SCANNER:
          serviceImpl.createScanner((tradewire.signal.v1.CreateScannerRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner>) responseObserver);
          break;
        case METHODID_UPDATE_SCANNER:
          serviceImpl.updateScanner((tradewire.signal.v1.UpdateScannerRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner>) responseObserver);
          break;
        case METHODID_DELETE_SCANNER:
          serviceImpl.deleteScanner((tradewire.signal.v1.DeleteScannerRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner>) responseObserver);
          break;
        case METHODID_UNDELETE_SCANNER:
          serviceImpl.undeleteScanner((tradewire.signal.v1.UndeleteScannerRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Scanner>) responseObserver);
          break;
        case METHODID_RUN_SCANNER:
          serviceImpl.runScanner((tradewire.signal.v1.RunScannerRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.ScanResult>) responseObserver);
          break;
        case METHODID_LIST_SCAN_RESULTS:
          serviceImpl.listScanResults((tradewire.signal.v1.ListScanResultsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.ListScanResultsResponse>) responseObserver);
          break;
        case METHODID_STREAM_SCAN_RESULTS:
          serviceImpl.streamScanResults((tradewire.signal.v1.StreamScanResultsRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.StreamScanResultsResponse>) responseObserver);
          break;
        case METHODID_GET_REGIME:
          serviceImpl.getRegime((tradewire.signal.v1.GetRegimeRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.Regime>) responseObserver);
          break;
        case METHODID_LIST_REGIMES:
          serviceImpl.listRegimes((tradewire.signal.v1.ListRegimesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.ListRegimesResponse>) responseObserver);
          break;
        case METHODID_LIST_REGIME_CHANGES:
          serviceImpl.listRegimeChanges((tradewire.signal.v1.ListRegimeChangesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.ListRegimeChangesResponse>) responseObserver);
          break;
        case METHODID_STREAM_REGIMES:
          serviceImpl.streamRegimes((tradewire.signal.v1.StreamRegimesRequest) request,
              (io.grpc.stub.StreamObserver<tradewire.signal.v1.StreamRegimesResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getListStrategyTypesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.ListStrategyTypesRequest,
              tradewire.signal.v1.ListStrategyTypesResponse>(
                service, METHODID_LIST_STRATEGY_TYPES)))
        .addMethod(
          getGetStrategyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.GetStrategyRequest,
              tradewire.signal.v1.Strategy>(
                service, METHODID_GET_STRATEGY)))
        .addMethod(
          getListStrategiesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.ListStrategiesRequest,
              tradewire.signal.v1.ListStrategiesResponse>(
                service, METHODID_LIST_STRATEGIES)))
        .addMethod(
          getCreateStrategyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.CreateStrategyRequest,
              tradewire.signal.v1.Strategy>(
                service, METHODID_CREATE_STRATEGY)))
        .addMethod(
          getUpdateStrategyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.UpdateStrategyRequest,
              tradewire.signal.v1.Strategy>(
                service, METHODID_UPDATE_STRATEGY)))
        .addMethod(
          getDeleteStrategyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.DeleteStrategyRequest,
              tradewire.signal.v1.Strategy>(
                service, METHODID_DELETE_STRATEGY)))
        .addMethod(
          getUndeleteStrategyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.UndeleteStrategyRequest,
              tradewire.signal.v1.Strategy>(
                service, METHODID_UNDELETE_STRATEGY)))
        .addMethod(
          getStartStrategyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.StartStrategyRequest,
              tradewire.signal.v1.Strategy>(
                service, METHODID_START_STRATEGY)))
        .addMethod(
          getStopStrategyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.StopStrategyRequest,
              tradewire.signal.v1.Strategy>(
                service, METHODID_STOP_STRATEGY)))
        .addMethod(
          getPauseStrategyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.PauseStrategyRequest,
              tradewire.signal.v1.Strategy>(
                service, METHODID_PAUSE_STRATEGY)))
        .addMethod(
          getGetStrategyPerformanceMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.GetStrategyPerformanceRequest,
              tradewire.signal.v1.StrategyPerformance>(
                service, METHODID_GET_STRATEGY_PERFORMANCE)))
        .addMethod(
          getGetSignalMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.GetSignalRequest,
              tradewire.signal.v1.Signal>(
                service, METHODID_GET_SIGNAL)))
        .addMethod(
          getListSignalsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.ListSignalsRequest,
              tradewire.signal.v1.ListSignalsResponse>(
                service, METHODID_LIST_SIGNALS)))
        .addMethod(
          getStreamSignalsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.signal.v1.StreamSignalsRequest,
              tradewire.signal.v1.StreamSignalsResponse>(
                service, METHODID_STREAM_SIGNALS)))
        .addMethod(
          getPublishSignalMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.PublishSignalRequest,
              tradewire.signal.v1.Signal>(
                service, METHODID_PUBLISH_SIGNAL)))
        .addMethod(
          getApproveSignalMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.ApproveSignalRequest,
              tradewire.signal.v1.Signal>(
                service, METHODID_APPROVE_SIGNAL)))
        .addMethod(
          getDeclineSignalMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.DeclineSignalRequest,
              tradewire.signal.v1.Signal>(
                service, METHODID_DECLINE_SIGNAL)))
        .addMethod(
          getListScannerTypesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.ListScannerTypesRequest,
              tradewire.signal.v1.ListScannerTypesResponse>(
                service, METHODID_LIST_SCANNER_TYPES)))
        .addMethod(
          getGetScannerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.GetScannerRequest,
              tradewire.signal.v1.Scanner>(
                service, METHODID_GET_SCANNER)))
        .addMethod(
          getListScannersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.ListScannersRequest,
              tradewire.signal.v1.ListScannersResponse>(
                service, METHODID_LIST_SCANNERS)))
        .addMethod(
          getCreateScannerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.CreateScannerRequest,
              tradewire.signal.v1.Scanner>(
                service, METHODID_CREATE_SCANNER)))
        .addMethod(
          getUpdateScannerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.UpdateScannerRequest,
              tradewire.signal.v1.Scanner>(
                service, METHODID_UPDATE_SCANNER)))
        .addMethod(
          getDeleteScannerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.DeleteScannerRequest,
              tradewire.signal.v1.Scanner>(
                service, METHODID_DELETE_SCANNER)))
        .addMethod(
          getUndeleteScannerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.UndeleteScannerRequest,
              tradewire.signal.v1.Scanner>(
                service, METHODID_UNDELETE_SCANNER)))
        .addMethod(
          getRunScannerMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.RunScannerRequest,
              tradewire.signal.v1.ScanResult>(
                service, METHODID_RUN_SCANNER)))
        .addMethod(
          getListScanResultsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.ListScanResultsRequest,
              tradewire.signal.v1.ListScanResultsResponse>(
                service, METHODID_LIST_SCAN_RESULTS)))
        .addMethod(
          getStreamScanResultsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.signal.v1.StreamScanResultsRequest,
              tradewire.signal.v1.StreamScanResultsResponse>(
                service, METHODID_STREAM_SCAN_RESULTS)))
        .addMethod(
          getGetRegimeMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.GetRegimeRequest,
              tradewire.signal.v1.Regime>(
                service, METHODID_GET_REGIME)))
        .addMethod(
          getListRegimesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.ListRegimesRequest,
              tradewire.signal.v1.ListRegimesResponse>(
                service, METHODID_LIST_REGIMES)))
        .addMethod(
          getListRegimeChangesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              tradewire.signal.v1.ListRegimeChangesRequest,
              tradewire.signal.v1.ListRegimeChangesResponse>(
                service, METHODID_LIST_REGIME_CHANGES)))
        .addMethod(
          getStreamRegimesMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              tradewire.signal.v1.StreamRegimesRequest,
              tradewire.signal.v1.StreamRegimesResponse>(
                service, METHODID_STREAM_REGIMES)))
        .build();
  }

  private static abstract class SignalServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    SignalServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return tradewire.signal.v1.SignalServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("SignalService");
    }
  }

  private static final class SignalServiceFileDescriptorSupplier
      extends SignalServiceBaseDescriptorSupplier {
    SignalServiceFileDescriptorSupplier() {}
  }

  private static final class SignalServiceMethodDescriptorSupplier
      extends SignalServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    SignalServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (SignalServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new SignalServiceFileDescriptorSupplier())
              .addMethod(getListStrategyTypesMethod())
              .addMethod(getGetStrategyMethod())
              .addMethod(getListStrategiesMethod())
              .addMethod(getCreateStrategyMethod())
              .addMethod(getUpdateStrategyMethod())
              .addMethod(getDeleteStrategyMethod())
              .addMethod(getUndeleteStrategyMethod())
              .addMethod(getStartStrategyMethod())
              .addMethod(getStopStrategyMethod())
              .addMethod(getPauseStrategyMethod())
              .addMethod(getGetStrategyPerformanceMethod())
              .addMethod(getGetSignalMethod())
              .addMethod(getListSignalsMethod())
              .addMethod(getStreamSignalsMethod())
              .addMethod(getPublishSignalMethod())
              .addMethod(getApproveSignalMethod())
              .addMethod(getDeclineSignalMethod())
              .addMethod(getListScannerTypesMethod())
              .addMethod(getGetScannerMethod())
              .addMethod(getListScannersMethod())
              .addMethod(getCreateScannerMethod())
              .addMethod(getUpdateScannerMethod())
              .addMethod(getDeleteScannerMethod())
              .addMethod(getUndeleteScannerMethod())
              .addMethod(getRunScannerMethod())
              .addMethod(getListScanResultsMethod())
              .addMethod(getStreamScanResultsMethod())
              .addMethod(getGetRegimeMethod())
              .addMethod(getListRegimesMethod())
              .addMethod(getListRegimeChangesMethod())
              .addMethod(getStreamRegimesMethod())
              .build();
        }
      }
    }
    return result;
  }
}
